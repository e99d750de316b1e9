import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';

const output = fileURLToPath(new URL('output/', import.meta.url));
const readme = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** Wide enough for the client to give a card its full width, high enough for the whole of it. */
const wide = { width: 1_500, height: 2_600 };

/** Takes a picture of a card; with POPUP_DESK_PICTURES=1 it becomes the README's. */
export async function picture(card: Locator, name: string): Promise<void> {
  const folder = process.env.POPUP_DESK_PICTURES === '1' ? readme : output;
  mkdirSync(folder, { recursive: true });
  const page = card.page();
  const before = page.viewportSize() ?? wide;
  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  await card.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
  await page.setViewportSize(before);
}
