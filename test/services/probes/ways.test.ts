import { afterAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const anna = 'anna@contoso.example';
const mail = (node: string) => `mail.contoso.example@${node}`;
const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

async function lookAt(
  stated: Readonly<Record<string, unknown>>,
  only: RegExp,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<{ world: World; looked: Looked }> {
  const world = await startWorld({ mailboxes: [{ address: anna, server: 'ex16a' }], ...stated }, changes);
  worlds.push(world);
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-') || only.test(id));
  return { world, looked: await (await world.looker({ looks })).look(anna) };
}
const outlookAnywhere = /^(control|outlook-anywhere)$/;
/** 2008 R2 whose computer password is younger than its boot, without the update. */
const unpatched = { bootedAt: '-P20D', machinePasswordAt: '-P4D' };

describe('Outlook Anywhere down to an older server', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, number, number | undefined]>([
    ['in order', {}, 200, 200],
    ['without the update, after its computer password changed', unpatched, 401, 200],
    ['with the update', { ...unpatched, hotfixes: [{ id: 'KB3140410', fileVersionOk: true }] }, 200, 200],
    ['booted since', { ...unpatched, bootedAt: '-P1D' }, 200, 200],
    [
      'whose pool is a network service',
      { ...unpatched, pools: [{ name: 'DefaultAppPool', identity: 'NetworkService' }] },
      200,
      200,
    ],
    ['that takes Basic alone', { iis: [{ path: 'rpc', windows: false, basic: true }] }, 401, undefined],
    ['that has it switched off', { iis: [{ path: 'rpc', enabled: false }] }, 404, undefined],
    [
      'at its queue limit',
      { pools: [{ name: 'DefaultAppPool', queueLimit: 20, queued: 20 }] },
      503,
      undefined,
    ],
  ])(
    '%s',
    async (_what, old, through, direct) => {
      const { looked, world } = await lookAt(
        { servers: [{ name: 'ex16a' }, { name: 'ex10a', exchange: '2010', ...old }] },
        outlookAnywhere,
      );
      const down = `outlookAnywhere[${mail('ex16a')}/ex10a]`;
      expect(factOf(looked, `${down}.ntlmStatus`)).toBe(through);
      expect(factOf(looked, `${down}.echo`)).toBe(through === 200);
      expect(factOf(looked, `${down}.backEnd`)).toBe('ex10a.corp.local');
      if (through === 401) expect(factOf(looked, `${down}.failurePoint`)).toBe('BackEnd');
      // By itself, and to the mailbox's own server, nothing is wrong.
      expect(factOf(looked, `outlookAnywhere[${mail('ex16a')}].echo`)).toBe(true);
      expect(factOf(looked, 'outlookAnywhere[ex10a.corp.local@ex10a].ntlmStatus')).toBe(direct);
      // The refusal was the server's own: our account was not taken for bad.
      expect(factOf(looked, 'control.probeAccountUsable')).toBe(true);
      expect(world.log().filter(({ scheme }) => /^basic$/i.test(String(scheme)))).toEqual([]);
    },
    40_000,
  );
});

describe('EWS after a move', () => {
  const stale = { anchor: `Smtp~${anna}`, server: 'ex10a', pools: ['MSExchangeServicesAppPool'] };
  const stated = {
    servers: [{ name: 'ex16a' }, { name: 'ex16b', locations: [stale] }, { name: 'ex10a', exchange: '2010' }],
    mailboxes: [{ address: anna, server: 'ex16a', movedAt: '-PT3H' }],
  };
  test('is asked by her address on every front end: one still asks the old place', async () => {
    const { looked } = await lookAt(stated, /^(control|ews)/);
    const of = (node: string, leaf: string) => factOf(looked, `ews[${mail(node)}/explicit].${leaf}`);
    expect([of('ex16a', 'ntlmStatus'), of('ex16a', 'backEnd')]).toEqual([200, 'ex16a.corp.local']);
    expect([of('ex16b', 'ntlmStatus'), of('ex16b', 'backEnd'), of('ex16b', 'error')]).toEqual([
      500,
      'ex10a.corp.local',
      'ErrorInternalServerError',
    ]);
    // What is asked of the server itself is untouched by it.
    expect(factOf(looked, `ews[${mail('ex16b')}].ntlmStatus`)).toBe(200);
  }, 30_000);
  test.each([
    ['did not move', {}],
    ['moved when every location is forgotten', { movedAt: '-P2D' }],
  ])(
    'is not asked for a mailbox that %s',
    async (_what, move) => {
      const { looked } = await lookAt(
        { ...stated, mailboxes: [{ address: anna, server: 'ex16a', ...move }] },
        /^(control|ews)/,
      );
      expect(looked.facts.filter(({ fact }) => fact.includes('/explicit'))).toEqual([]);
    },
    30_000,
  );
});

describe('the list of address book files', () => {
  test('has its time, or is not there', async () => {
    const { looked } = await lookAt(
      { servers: [{ name: 'ex16a' }, { name: 'ex16b', addressBookAt: false }] },
      /^(control|oab.*|autodiscover)$/,
    );
    const made = Date.parse(String(factOf(looked, `oab[${mail('ex16a')}].manifestAt`)));
    expect(Math.abs(Date.now() - made - 9 * 3_600_000)).toBeLessThan(60_000);
    expect(factOf(looked, `oab[${mail('ex16b')}].ntlmStatus`)).toBe(404);
    expect(factOf(looked, `oab[${mail('ex16b')}].manifestAt`)).toBeUndefined();
  }, 30_000);
});

describe('IPv6', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, boolean, boolean | undefined]>([
    ['without addresses', {}, false, undefined],
    [
      'on which the name answers',
      { commonNames: [{ name: 'mail.contoso.example', ipv6: 'fd00::101' }] },
      true,
      true,
    ],
    [
      'whose address nobody has',
      { dns: [{ name: 'mail.contoso.example', a: ['10.20.0.101'], aaaa: ['fd00::dead'] }] },
      true,
      false,
    ],
  ])(
    '%s',
    async (_what, stated, answers, works) => {
      const { looked } = await lookAt({ servers: [{ name: 'ex16a' }], ...stated }, /^(dns|ipv6)$/);
      expect([factOf(looked, 'path.ipv6Answers'), factOf(looked, 'path.ipv6Works')]).toEqual([
        answers,
        works,
      ]);
    },
    30_000,
  );
});

describe('one name for many', () => {
  const both = [{ name: 'ex16a' }, { name: 'ex16b' }];
  test('a device that shares out requests lets no NTLM through, though every front end does', async () => {
    const { looked } = await lookAt(
      {
        servers: both,
        commonNames: [{ name: 'mail.contoso.example', balancing: 'per-request' }],
        serviceAccount: { server: 'ex16a' },
      },
      /^(control|mapi|nodes-seen)$/,
    );
    expect(factOf(looked, `mapi[${mail('vip')}/nspi].ntlmStatus`)).toBe(401);
    expect(factOf(looked, `mapi[${mail('vip')}/nspi].sameConnection`)).toBe(false);
    for (const node of ['ex16a', 'ex16b'])
      expect(factOf(looked, `mapi[${mail(node)}/nspi].ntlmStatus`)).toBe(200);
    expect(factOf(looked, 'control.probeAccountUsable')).toBe(true);
    expect(factOf(looked, 'control.nodesSeen')).toBe(2);
  }, 30_000);
  test('front ends that cannot be reached by themselves are asked through it, and how many showed is counted', async () => {
    const { looked } = await lookAt(
      {
        servers: both,
        commonNames: ['mail', 'autodiscover'].map((name) => ({
          name: `${name}.contoso.example`,
          balancing: 'source-ip',
        })),
        dns: both.map(({ name }) => ({ name: `${name}.corp.local`, a: ['10.20.0.250'] })),
      },
      /^(autodiscover.*|control|nodes-seen|mapi)$/,
    );
    expect(factOf(looked, 'control.nodesSeen')).toBe(1);
    expect(factOf(looked, `autodiscover[autodiscover.contoso.example@vip].frontEnd`)).toBe('EX16A');
    expect(factOf(looked, 'control.knownGoodTarget')).toBe(`${mail('vip')}/nspi`);
    expect(factOf(looked, `autodiscover[autodiscover.contoso.example@vip].status`)).toBe(200);
    expect(factOf(looked, `autodiscover[autodiscover.contoso.example@vip].protocols`)).toContain('mapiHttp');
    expect(whyBlind(looked, 'autodiscover[autodiscover.contoso.example@ex16a].status')).toMatch(/refused/);
  }, 30_000);
});

test('clocks are read from answers where nobody runs scripts on the servers', async () => {
  const { looked } = await lookAt(
    {
      servers: [
        { name: 'ex16a', clockSkewSeconds: 400 },
        { name: 'ex10a', exchange: '2010' },
      ],
    },
    /^clocks$/,
    { windows: { logs: {} } },
  );
  expect(Math.abs(Number(factOf(looked, 'servers[ex16a].clockSkewSeconds')) - 400)).toBeLessThanOrEqual(2);
  for (const name of ['ex10a', 'dc1'])
    expect(Math.abs(Number(factOf(looked, `servers[${name}].clockSkewSeconds`)))).toBeLessThanOrEqual(2);
}, 30_000);

test('what is not tried is said with its reason', async () => {
  const { looked } = await lookAt({ servers: [{ name: 'ex16a' }] }, /^(control|mapi|not-tried)$/);
  expect(whyBlind(looked, `mapi[${mail('ex16a')}/nspi].bindingWrong`)).toMatch(/not tried here/);
  expect(whyBlind(looked, `mapi[${mail('ex16a')}/nspi].negotiateStatus`)).toMatch(/no Kerberos client/);
}, 30_000);
