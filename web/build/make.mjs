// Makes dist/, what the browser gets, from src/ and from data packages: scripts and styles by Vite, the base map by basemap.mjs.
// Several builds may call this at once (two configurations, a test run beside a build): one works, the others wait for it and
// find the work done. dist/ is put in place in one step, so nobody copies half of it.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...names) => join(web, ...names);
const lock = at('.making');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js 20.19 or later is needed to build web/, and this is ${process.version}. Install a later one from your system or nodejs.org.`);

await take(lock);
process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
restore();
build();

function restore() {
  const wanted = hash([at('package.json'), at('package-lock.json')]);
  const stamp = at('node_modules', '.restored');
  if (read(stamp) === wanted) return;
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'the packages of web/ could not be restored');
  writeFileSync(stamp, wanted);
}

function build() {
  const wanted = hash([...files(at('src')), ...files(at('build')), ...readdirSync(web).filter(name => /\.(json|ts)$/.test(name)).map(name => at(name))]);
  const stamp = at('dist', '.built');
  if (read(stamp) === wanted) {
    // Only times differ, after a checkout say: the stamp becomes the newest, and the next build need not ask.
    utimesSync(stamp, new Date(), new Date());
    return;
  }
  const made = at('.making', 'dist');
  node(['node_modules/typescript/bin/tsc', '--noEmit'], 'the scripts of web/ have errors');
  node(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(made, 'assets')], 'the scripts of web/ could not be built');
  node(['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.check.config.ts', '--logLevel', 'warn', '--outDir', at('.making', 'check')], 'the page that checks proofs could not be built');
  node(['build/check-page.mjs', at('.making', 'check', 'check.js'), join(made, 'assets', 'check.html')], 'the page that checks proofs could not be made');
  node(['build/basemap.mjs', join(made, 'map')], 'the base map could not be made');
  // Packed once here, as tightly as a server has no time for.
  for (const file of files(made)) if (statSync(file).size > 20_000) writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
  writeFileSync(join(made, '.built'), wanted);
  rmSync(at('dist'), { recursive: true, force: true });
  renameSync(made, at('dist'));
}

function npm(args, failed) {
  run('npm', args, failed, process.platform === 'win32');
}

function node(args, failed) {
  run(process.execPath, args, failed, false);
}

function run(program, args, failed, shell) {
  const done = spawnSync(program, args, { cwd: web, shell, encoding: 'utf8' });
  if (done.status !== 0) fail(`${failed}:\n${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`);
}

// A folder is made by one process only. It holds the id of its maker, so that one which was killed keeps nobody waiting.
async function take(folder) {
  for (const end = Date.now() + 10 * 60_000; ; await new Promise(next => setTimeout(next, 200))) {
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, 'pid'), String(process.pid));
      return;
    } catch (taken) {
      if (taken.code !== 'EEXIST') throw taken;
      if (abandoned(folder)) rmSync(folder, { recursive: true, force: true });
      else if (Date.now() > end) fail(`another build of web/ has been under way for ten minutes; if there is none, delete ${relative(process.cwd(), folder)}.`);
    }
  }
}

function abandoned(folder) {
  const pid = Number(read(join(folder, 'pid')));
  if (!pid) return existsSync(folder) && Date.now() - statSync(folder).mtimeMs > 10_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (gone) {
    return gone.code === 'ESRCH';
  }
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of [...paths].sort()) sum.update(relative(web, path).replaceAll('\\', '/')).update('\0').update(readFileSync(path)).update('\0');
  return sum.digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function fail(why) {
  process.stdout.write(`${why.trim()}\n`);
  process.exit(1);
}
