// What must not happen on any page: an error, a breach of the page's policy, a request that fails or leaves this machine, a dialog.

const here = /^(https?|wss?):\/\/127\.0\.0\.1(:\d+)?\//;
const inside = /^(data|blob|about):/;
// What the software renderer of WebGL says about itself.
const renderer = /GL Driver Message|GPU stall due to ReadPixels|software WebGL/i;

/** Listens from before the first document; the list grows as things happen. */
export async function listen(page) {
  const complaints = [];
  const note = (kind, text) => complaints.push(`${kind}: ${text}`);
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()) && !renderer.test(message.text())) note(`console ${message.type()}`, `${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('pageerror', (error) => note('error', error.message));
  page.on('request', (request) => {
    // A page that is opened from the disk asks for itself, and for nothing besides.
    const itself = request.isNavigationRequest() && request.url().startsWith('file:');
    if (!itself && !here.test(request.url()) && !inside.test(request.url())) note('leaves this machine', request.url());
  });
  // A stream or an image that a navigation cuts off did not fail.
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') note('request failed', `${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('dialog', async (dialog) => {
    if (dialog.type() !== 'beforeunload') note('dialog', dialog.message());
    await dialog.accept();
  });
  page.on('popup', (popup) => note('new window', popup.url()));
  page.on('download', (download) => note('download', download.url()));
  return complaints;
}
