import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadWorld, WorldError, worldFile, worldJsonSchema } from '../world.ts';
import { mergeWorlds } from './merge.ts';
import { momentOf } from './times.ts';

const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
afterAll(() => rmSync(folder, { recursive: true }));
const start = new Date('2026-11-20T10:00:00.000Z');
const put = (name: string, world: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, typeof world === 'string' ? world : JSON.stringify(world));
  return file;
};
const load = (world: unknown) => loadWorld(put('world.json', world), start);
const faults = (file: string): readonly string[] => {
  try {
    loadWorld(file, start);
  } catch (error) {
    if (error instanceof WorldError) return error.lines.map((line) => line.replace(`${folder}/`, ''));
    throw error;
  }
  return [];
};

describe('times', () => {
  test.each([
    ['-PT3H', '2026-11-20T07:00:00.000Z'],
    ['PT24H', '2026-11-21T10:00:00.000Z'],
    ['-P1DT2H30M', '2026-11-19T07:30:00.000Z'],
    ['-P2W', '2026-11-06T10:00:00.000Z'],
    ['PT0S', '2026-11-20T10:00:00.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ])('%s is %s', (text, expected) => expect(momentOf(text, start)?.toISOString()).toBe(expected));
  test.each(['', 'P', '-PT', 'yesterday', '2026-01-02T03:04:05', '3H', 'PT3'])('%p is no time', (text) =>
    expect(momentOf(text, start)).toBeUndefined(),
  );
  test('an ISO time is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') }),
        (date) => {
          expect(momentOf(date.toISOString(), start)).toEqual(date);
        },
      ),
    );
  });
});

describe('merging', () => {
  test.each([
    [
      'objects go deep',
      { organisation: { name: 'A', domain: 'a.local' } },
      { organisation: { name: 'B' } },
      { organisation: { name: 'B', domain: 'a.local' } },
    ],
    [
      'null removes',
      { organisation: { name: 'A', domain: 'a.local' } },
      { organisation: { name: null } },
      { organisation: { domain: 'a.local' } },
    ],
    [
      'lists of objects by their key',
      { servers: [{ name: 'a', down: true }, { name: 'b' }] },
      { servers: [{ name: 'A', inPool: false }] },
      { servers: [{ name: 'A', down: true, inPool: false }, { name: 'b' }] },
    ],
    [
      'a new element is added',
      { servers: [{ name: 'a' }] },
      { servers: [{ name: 'b' }] },
      { servers: [{ name: 'a' }, { name: 'b' }] },
    ],
    [
      'removed drops one',
      { servers: [{ name: 'a' }, { name: 'b' }] },
      { servers: [{ name: 'a', removed: true }] },
      { servers: [{ name: 'b' }] },
    ],
    [
      'lists in lists',
      { servers: [{ name: 'a', iis: [{ path: 'mapi', basic: true }] }] },
      { servers: [{ name: 'a', iis: [{ path: 'mapi', providers: ['NTLM'] }] }] },
      { servers: [{ name: 'a', iis: [{ path: 'mapi', basic: true, providers: ['NTLM'] }] }] },
    ],
    [
      'plain lists replace',
      { organisation: { upnSuffixes: ['a', 'b'] } },
      { organisation: { upnSuffixes: ['c'] } },
      { organisation: { upnSuffixes: ['c'] } },
    ],
    [
      'told is a plain list',
      { mailboxes: [{ address: 'a@b', told: [{ fact: 'x' }] }] },
      { mailboxes: [{ address: 'a@b', told: [] }] },
      { mailboxes: [{ address: 'a@b', told: [] }] },
    ],
  ])('%s', (_, base, over, expected) => {
    const wrong: string[] = [];
    expect(mergeWorlds(base, over, wrong)).toEqual(expected);
    expect(wrong).toEqual([]);
  });
  test('what cannot be merged is said', () => {
    const wrong: string[] = [];
    mergeWorlds(
      { servers: [] },
      { servers: [{ name: 'x', removed: true }, {}, { name: 'y' }, { name: 'Y' }] },
      wrong,
    );
    expect(wrong).toEqual([
      'servers[x]: nothing called "x" to remove',
      'servers[1]: state its "name"',
      'servers[Y]: a second element with name "y"',
    ]);
  });
  test('a file extends another relative to itself, and a bare name a shipped one', () => {
    put('base.json', { mailboxes: [{ address: 'a@contoso.example' }] });
    const own = loadWorld(
      put('own.json', { extends: './base.json', mailboxes: [{ address: 'b@contoso.example' }] }),
      start,
    );
    expect(own.name).toBe('own');
    expect(own.mailboxes.map(({ address }) => address)).toEqual([
      'a@contoso.example',
      'b@contoso.example',
      'svc-popupdesk@contoso.example',
    ]);
    const shipped = load({ extends: 'coexistence', servers: [{ name: 'ex16b', down: true }] });
    expect(shipped.servers.map(({ name, down }) => [name, down])).toEqual([
      ['ex16a', false],
      ['ex16b', true],
      ['ex10a', false],
    ]);
    expect(faults(put('ring.json', { extends: './ring.json' }))).toEqual([
      'ring.json: extends: it extends itself',
    ]);
  });
});

describe('a world', () => {
  test('that says nothing has a server, a domain controller and the service account', () => {
    const world = load({});
    expect(world.servers.map(({ fqdn, build, osVersion }) => [fqdn, build, osVersion])).toEqual([
      ['ex16a.corp.local', '15.1.2507.6', '10.0 (14393)'],
    ]);
    expect(world.domainControllers.map(({ fqdn }) => fqdn)).toEqual(['dc1.corp.local']);
    expect(world.serviceAccount).toMatchObject({
      signsInAs: 'CORP\\svc-popupdesk',
      secret: 'Popup-Desk-Lab-1!',
    });
    expect(world.commonNames.map(({ name, servers }) => [name, servers])).toEqual([
      ['mail.contoso.example', ['ex16a']],
      ['autodiscover.contoso.example', ['ex16a']],
    ]);
  });
  test('of ten lines has the rest', () => {
    const world = load({
      servers: [{ name: 'ex16a' }, { name: 'ex10a', exchange: '2010' }],
      mailboxes: [{ address: 'Anna@contoso.example', server: 'EX10A' }],
    });
    const [anna] = world.mailboxes;
    expect(anna).toMatchObject({
      address: 'anna@contoso.example',
      upn: 'anna@contoso.example',
      sam: 'anna',
      server: 'ex10a',
      database: 'MDB-EX10A',
    });
    expect(anna?.sid).toMatch(new RegExp(`^${world.organisation.sid}-\\d+$`));
    expect(world.commonNames[0]?.servers).toEqual(['ex16a']);
    expect(world.servers[1]).toMatchObject({
      os: 'Windows Server 2008 R2 Enterprise',
      roles: ['mailbox', 'cas', 'hub'],
    });
    expect(world.servers[1]?.iis.map(({ path }) => path)).toEqual(['autodiscover', 'ews', 'oab', 'rpc']);
    expect(load({ mailboxes: [{ address: 'anna@contoso.example' }] }).mailboxes[0]?.guid).toBe(anna?.guid);
  });
  test('names everything that is wrong at once, with file and key', () => {
    const file = put('bad.json', {
      colour: 'red',
      servers: [{ name: 'ex16a', foo: 1, bootedAt: 'yesterday' }],
      serviceAccount: { pasword: 'x' },
      mailboxes: [{ address: 'nobody' }],
    });
    expect([...faults(file)].sort()).toEqual([
      'bad.json: colour: unknown key; remove it or mend its spelling',
      'bad.json: mailboxes[nobody].address: write an e-mail address',
      'bad.json: servers[ex16a].bootedAt: "yesterday" is no time: write ISO with a zone, or a duration from the start like -PT3H',
      'bad.json: servers[ex16a].foo: unknown key; remove it or mend its spelling',
      'bad.json: serviceAccount.pasword: unknown key; remove it or mend its spelling',
    ]);
  });
  test('whose parts do not fit together says so', () => {
    const file = put('unfit.json', {
      servers: [{ name: 'ex16a', locations: [{ anchor: 'Smtp~a@b', server: 'ex99' }] }],
      mailboxes: [{ address: 'a@contoso.example', server: 'ex98', automapped: ['z@contoso.example'] }],
      expect: [{ mailbox: 'q@contoso.example', first: 'x', band: 'likely' }],
    });
    expect([...faults(file)].sort()).toEqual([
      'unfit.json: expect[q@contoso.example].mailbox: no mailbox "q@contoso.example"',
      'unfit.json: mailboxes[a@contoso.example].automapped[0]: no mailbox "z@contoso.example"',
      'unfit.json: mailboxes[a@contoso.example].server: no server is called "ex98"',
      'unfit.json: servers[ex16a].locations[Smtp~a@b].server: no server is called "ex99"',
    ]);
  });
  test('with faults of every kind has them all said at once, elements by their key', () => {
    const anna = 'all.json: mailboxes[anna@contoso.example]';
    const file = put('all.json', {
      extends: 'coexistence',
      colour: 'red',
      servers: [
        { name: 'a-name-that-is-too-long', inPool: 'x' },
        { name: 'ex16a', logs: { iis: ['{sid:nobody@contoso.example} {-PT3X} {"a":1}'], nonsense: [] } },
      ],
      mailboxes: [
        {
          address: 'anna@contoso.example',
          server: 'ex99',
          popup: { kind: 'frog', kidn: 'restart', text: '{sdi:anna@contoso.example}' },
          told: [{ fact: 'scope.nonsense', value: 1 }, { value: 1 }, { fact: 'scope.vpn', value: 'x' }],
        },
        { address: 'bert@contoso.example', server: 'a-name-that-is-too-long' },
      ],
    });
    const said = faults(file);
    for (const start of [
      'all.json: colour: unknown key',
      'all.json: servers[a-name-that-is-too-long].name: write a short server name',
      'all.json: servers[a-name-that-is-too-long].inPool: ',
      'all.json: servers[ex16a].logs.iis[0]: {sid:nobody@contoso.example}: no mailbox',
      'all.json: servers[ex16a].logs.iis[0]: {-PT3X} is no duration',
      'all.json: servers[ex16a].logs.nonsense: Exchange 2016 has no such log',
      `${anna}.server: no server is called "ex99"`,
      `${anna}.popup.kind: "frog" is not one of credential, restart, `,
      `${anna}.popup.kidn: unknown key; there are kind, `,
      `${anna}.popup.text: {sdi:anna@contoso.example}: write sid, guid or dn`,
      `${anna}.told[0].fact: "scope.nonsense" is not in the vocabulary`,
      `${anna}.told[1].fact: `,
      `${anna}.told[2].value: "x" is not true or false`,
      'all.json: mailboxes[bert@contoso.example].server: write a short server name',
    ])
      expect(said.filter((line) => line.startsWith(start))).toHaveLength(1);
    expect(said).toHaveLength(14);
  });
  test.each([
    ['not JSON', '{', /^x\.json: not JSON: /],
    ['no object', '[]', /^x\.json: \(the whole\): write an object$/],
  ])('that is %s is refused', (_, text, expected) =>
    expect(faults(put('x.json', text))[0]).toMatch(expected),
  );
});

describe('what is shipped', () => {
  const shipped = readdirSync(join(import.meta.dirname, '../worlds'));
  test.each(shipped)('%s is right', (name) => {
    const world = loadWorld(worldFile(name.replace('.json', '')), start);
    expect(world.servers.length).toBeGreaterThan(0);
  });
  test('the README documents every key', () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    const keys = new Set<string>();
    const collect = (schema: unknown): void => {
      if (Array.isArray(schema)) for (const each of schema) collect(each);
      else if (typeof schema === 'object' && schema !== null)
        for (const [name, value] of Object.entries(schema)) {
          if (name === 'properties') for (const key of Object.keys(value as object)) keys.add(key);
          if (name !== 'default') collect(value);
        }
    };
    collect(worldJsonSchema());
    expect(keys.size).toBeGreaterThan(100);
    expect([...keys].filter((key) => !new RegExp(`[\`"]${key}["\`]`).test(readme))).toEqual([]);
  });
});
