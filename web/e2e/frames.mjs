// How long a frame takes while a map is dragged.

/** Drags across an element and answers the milliseconds between each two frames. */
export async function pan(page, at, steps) {
  const box = await page.locator(at).first().boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    const frames = (window.framesSeen = []);
    let before = performance.now();
    const tick = (now) => { frames.push(now - before); before = now; if (window.framesSeen === frames) requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  });
  for (let i = 1; i <= steps; i++) {
    const turn = (i / steps) * 4 * Math.PI;
    await page.mouse.move(x + Math.sin(turn) * box.width / 4, y + Math.sin(turn * 0.7) * box.height / 4);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const frames = await page.evaluate(() => { const seen = window.framesSeen; window.framesSeen = null; return seen; });
  await page.mouse.up();
  return frames.slice(1);
}
