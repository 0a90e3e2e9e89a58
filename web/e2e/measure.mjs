// Measures pages for the bench: node measure.mjs CHROMIUM weigh|pan ADDRESS…, one line of JSON for each address.
import { start } from './browser.mjs';
import { pan } from './frames.mjs';

const [executable, what, ...addresses] = process.argv.slice(2);
const browser = await start(executable);

/** The bytes of a first visit as they come over the wire, by kind of file, with nothing cached. */
async function weigh(page, address) {
  const finished = [];
  page.on('requestfinished', (request) => finished.push(request));
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(2000); // a map asks for its data after the page has loaded; a stream of events never ends
  const bytes = {};
  for (const request of finished) {
    const { responseBodySize } = await request.sizes();
    const kind = request.resourceType();
    bytes[kind] = (bytes[kind] ?? 0) + responseBodySize;
  }
  return bytes;
}

/** The milliseconds of each frame while the map is dragged. */
async function frames(page, address) {
  await page.goto(address, { waitUntil: 'load' });
  await page.locator('canvas').first().waitFor();
  await page.waitForTimeout(5000); // until it has drawn what it was given
  return await pan(page, 'canvas', 200);
}

for (const address of addresses) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const measured = what === 'pan' ? await frames(page, address) : await weigh(page, address);
  console.log(JSON.stringify(measured));
  await context.close();
}
await browser.close();
