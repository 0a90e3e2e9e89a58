// Makes check.html, the page that checks proofs: its styles and its script inside, and a policy that lets it run these and
// nothing else, and ask for nothing. usage: node build/check-page.mjs SCRIPT OUTPUT
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const read = name => readFileSync(join(source, name), 'utf8').replaceAll('\r\n', '\n');
const [script, output] = process.argv.slice(2);

// Nothing in the script may end it early.
const code = `\n${readFileSync(script, 'utf8').trim().replaceAll('</script', '<\\/script')}\n`;
const style = `\n${read('site.css')}${read('check/check.css')}`;
const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hash(code)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'">`;
const parts = { policy, style, script: code };
writeFileSync(output, read('check/check.html').replace(/<!--(policy|style|script)-->/g, (_, part) => parts[part]));
