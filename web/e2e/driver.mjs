// Drives an installed Chromium for the browser tests: one request a line on standard input, one
// answer a line on standard output, both JSON. It ends, and the browser with it, when its input ends.
import { createInterface } from 'node:readline';
import { start } from './browser.mjs';
import { listen } from './complaints.mjs';
import { facts, focused } from './facts.mjs';

const browser = await start(process.argv[2]);
const tabs = new Map();
let last = 0;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What an expression says in the page, which may just be on its way to another address. */
async function ask(page, expression) {
  for (let tries = 0; ; tries++) {
    try {
      return await page.evaluate(expression);
    } catch (error) {
      if (tries === 40 || !/context was destroyed|navigat/i.test(error.message)) throw error;
      await pause(50);
    }
  }
}

/** Asks again and again from here: a page's policy forbids the evaluation that a poll inside of it would need. */
async function until(page, expression, ms) {
  for (const end = Date.now() + ms; ;) {
    if (await ask(page, expression)) return true;
    if (Date.now() > end) throw new Error(`not within ${ms} ms at ${page.url()}: ${expression}`);
    await pause(25);
  }
}

const verbs = {
  async open({ width = 1280, height = 900, theme = 'light', script = true, beside }) {
    const context = beside ? tabs.get(beside).page.context() : await browser.newContext({
      viewport: { width, height }, colorScheme: theme, javaScriptEnabled: script, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const tab = `${++last}`;
    tabs.set(tab, { page, complaints: await listen(page) });
    return tab;
  },
  async go({ page }, { url }) {
    const response = await page.goto(url, { waitUntil: 'load' });
    return response?.status() ?? 0;
  },
  reload: async ({ page }) => (await page.reload({ waitUntil: 'load' })).status(),
  resize: ({ page }, { width, height = 900 }) => page.setViewportSize({ width, height }),
  media: ({ page }, { theme, media }) => page.emulateMedia({ colorScheme: theme, media }),
  press: async ({ page }, { keys }) => { for (const key of keys) await page.keyboard.press(key); },
  fill: ({ page }, { at, text }) => page.locator(at).first().fill(text),
  /** Fills fields by their names, as a script could that knows no bounds. */
  fillIn: ({ page }, { texts }) => page.evaluate((values) => {
    for (const [name, text] of Object.entries(values)) {
      const field = document.querySelector(`main form [name="${name}"]`);
      field.form.noValidate = true;
      field.removeAttribute('maxlength');
      field.value = text;
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }, texts),
  /** Chooses a file in a field, and drops one on the page. */
  choose: ({ page }, { at, file }) => page.locator(at).setInputFiles(file),
  drop: ({ page }, { name, text }) => page.evaluate(([name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    for (const kind of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }, [name, text]),
  click: ({ page }, { at }) => page.locator(at).first().click(),
  doubleClick: ({ page }, { at }) => page.locator(at).first().dblclick({ noWaitAfter: true }),
  ask: ({ page }, { expression }) => ask(page, expression),
  until: ({ page }, { expression, ms }) => until(page, expression, ms),
  facts: ({ page }) => ask(page, facts),
  /** Tabs through a page: each element that gets the focus, and whether one can see that it has it. */
  async focusOrder({ page }, { most }) {
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    const found = [];
    for (let i = 0; i < most; i++) {
      await page.keyboard.press('Tab');
      const one = await page.evaluate(focused);
      if (!one || (found.length > 0 && one.again)) break;
      found.push(one);
    }
    await page.evaluate(() => { for (const one of document.querySelectorAll('[data-tabbed]')) one.removeAttribute('data-tabbed'); });
    return found;
  },
  offline: ({ page }, { on }) => page.context().setOffline(on),
  /** The page from its top, as far as somebody would scroll. */
  async picture({ page }, { path }) {
    const { width, height } = await page.evaluate(() => ({ width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight }));
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, 3600) }, animations: 'disabled' });
  },
  /** In how many colours an element is drawn: what a graphics card drew is seen in a picture alone. */
  async colours({ page }, { at }) {
    const picture = await page.locator(at).first().screenshot();
    return page.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
    }, `data:image/png;base64,${picture.toString('base64')}`);
  },
  complaints: ({ complaints }) => complaints.splice(0),
  async close({ page }, { tab }) {
    const context = page.context();
    await page.close();
    tabs.delete(tab);
    if (context.pages().length === 0) await context.close();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { verb, ...rest } = JSON.parse(line);
  let answer;
  try {
    const value = verb === 'open' ? await verbs.open(rest) : await verbs[verb](tabs.get(rest.tab), rest);
    answer = { value: value ?? null };
  } catch (error) {
    answer = { failed: `${verb}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
