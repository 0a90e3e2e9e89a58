import { chromium } from 'playwright-core';

/** An installed Chromium without a screen; nothing is downloaded. */
export const start = (executablePath) => chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    // WebGL without a graphics card
    '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
    // a name that leads away from this machine leads nowhere
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  ],
});
