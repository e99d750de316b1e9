import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { smallPng } from './small-png.ts';

const output = fileURLToPath(new URL('output/', import.meta.url));
const readme = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** High enough for the whole of a card. */
const high = { width: 1_280, height: 2_600 };

/** Takes a picture of a card; with POPUP_DESK_PICTURES=1 it becomes the README's, and is made small for that. */
export async function picture(card: Locator, name: string): Promise<void> {
  const forReadme = process.env.POPUP_DESK_PICTURES === '1';
  const folder = forReadme ? readme : output;
  mkdirSync(folder, { recursive: true });
  const page = card.page();
  const before = page.viewportSize() ?? high;
  await page.setViewportSize(high);
  const png = await card.screenshot({ animations: 'disabled' });
  writeFileSync(`${folder}${name}.png`, forReadme ? smallPng(png) : png);
  await page.setViewportSize(before);
}
