import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { CaseFile } from '../../services/case-file.ts';
import { openSession } from '../session.ts';

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-looks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function caseIn(world: string, mailbox: string): Promise<CaseFile> {
  const session = await openSession(world);
  try {
    return (await session.look(mailbox, [])).caseFile;
  } finally {
    await session.close();
  }
}
const values = ({ facts }: CaseFile, path: string) =>
  facts.filter(({ fact }) => fact === path).map(({ value }) => value);

test('a pointer to public folders that leads there is seen to work, and both members of the pool are met', async () => {
  const seen = await caseIn('healthy-odd-servers', 'jonas@contoso.example');
  expect(values(seen, 'publicFolders.pointerWorks')).toEqual([true]);
  expect(values(seen, 'servers[ex16a].inPool')).toEqual([true]);
  expect(values(seen, 'servers[ex16b].inPool')).toEqual([true]);
});

test('a pointer that Autodiscover does not know leads nowhere', async () => {
  const seen = await caseIn('public-folder-coexistence', 'jonas@contoso.example');
  expect(values(seen, 'publicFolders.pointerWorks')).toEqual([false]);
});

test('a balancer that keeps its clients shows one member; of the other nothing is said', async () => {
  const world = join(folder, 'kept.json');
  const commonNames = [{ name: 'mail.contoso.example', balancing: 'source-ip' }];
  writeFileSync(world, JSON.stringify({ extends: 'coexistence', expect: null, commonNames }));
  const seen = await caseIn(world, 'jonas@contoso.example');
  expect(['ex16a', 'ex16b'].flatMap((name) => values(seen, `servers[${name}].inPool`))).toEqual([true]);
  expect(seen.blind.find(({ fact }) => fact.endsWith('.inPool'))?.why).toMatch(/did not lead there/);
});

test('without a certificate on 444 the front end says that the back end failed', async () => {
  const seen = await caseIn('backend-binding', 'jonas@contoso.example');
  expect(values(seen, 'mapi[mail.contoso.example@ex16a/nspi].failureContext')).toContainEqual(
    expect.stringMatching(/^BackEnd;503;/),
  );
});

test('an address-book URL that names another server is asked of that server, not of those that publish it', async () => {
  const seen = await caseIn('oab-url-coexistence', 'jonas@contoso.example');
  const keys = new Set(seen.facts.flatMap(({ fact }) => /^oab\[([^\]]+)\]/.exec(fact)?.[1] ?? []));
  expect([...keys]).not.toContain('ex10a.corp.local@ex16a');
  expect([...keys]).toContain('ex10a.corp.local@ex10a');
});
