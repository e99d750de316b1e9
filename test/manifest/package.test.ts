import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { pasteIn } from '../../dialogs/paste-words.ts';
import { understand } from '../../dialogs/words.ts';
import { colourIcon, outlineIcon } from '../../manifest/icon.ts';
import { faultsOf, manifestFor, packageOf } from '../../manifest/package.ts';

const appId = '11111111-2222-4333-8444-555555555555';

test('the manifest is valid by Microsoft’s own schema and carries the bot’s id', async () => {
  const manifest = manifestFor(appId);
  expect(await faultsOf(manifest)).toEqual([]);
  expect(manifest).toMatchObject({ id: appId, bots: [{ botId: appId }] });
});

test('the schema does find faults', async () => {
  const { icons: _gone, ...without } = manifestFor(appId) as unknown as Record<string, unknown>;
  expect(await faultsOf(without as unknown as ReturnType<typeof manifestFor>)).not.toEqual([]); // wrong on purpose
});

test('every command of the menu is understood, without a slash and once', () => {
  const manifest = manifestFor(appId) as unknown as {
    bots: { commandLists: { commands: { title: string }[] }[] }[];
  };
  for (const list of manifest.bots[0]?.commandLists ?? []) {
    const titles = list.commands.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) {
      expect(title).not.toMatch(/^\//);
      expect(pasteIn(title) === undefined ? understand(title).kind : 'paste').not.toBe('unknown');
    }
  }
});

test.each([
  ['colour', colourIcon(), 192],
  ['outline', outlineIcon(), 32],
])('the %s icon is a PNG of its size', (_name, icon, size) => {
  expect(icon.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
  const length = icon.readUInt32BE(33);
  expect(inflateSync(icon.subarray(41, 41 + length))).toHaveLength(size * (size * 4 + 1));
});

test('the package is a zip of three files, the same each time', async () => {
  const zip = await packageOf(manifestFor(appId));
  expect(zip.subarray(0, 2).toString('latin1')).toBe('PK');
  for (const name of ['manifest.json', 'color.png', 'outline.png']) expect(zip.includes(name)).toBe(true);
  expect(await packageOf(manifestFor(appId))).toEqual(zip);
});
