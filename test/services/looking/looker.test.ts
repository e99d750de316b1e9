import { afterEach, describe, expect, test } from '@jest/globals';
import type { Looked } from '../../../services/looking/graph.ts';
import { factOf, type LogLine, startWorld, type World, whyBlind } from './lab.ts';

const anna = 'anna@contoso.example';
const servers = [{ name: 'ex16a' }, { name: 'ex16b' }];
const mailboxes = [{ address: anna, server: 'ex16b' }];
const nspi = (node: string) => `mapi[mail.contoso.example@${node}/nspi]`;
const emsmdb = (node: string) => `mapi[mail.contoso.example@${node}/emsmdb]`;
const pox = (node: string) => `autodiscover[autodiscover.contoso.example@${node}]`;
const worlds: World[] = [];
const world = async (more: Readonly<Record<string, unknown>> = {}, changes = {}): Promise<World> => {
  const started = await startWorld({ servers, mailboxes, ...more }, changes);
  worlds.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((one) => one.stop()));
});
const binds = (log: readonly LogLine[]) =>
  log.filter(({ kind, request }) => kind === 'ldap' && request === 'bind');
const ntlm = (log: readonly LogLine[]) =>
  log.filter(({ kind, scheme }) => kind === 'http' && scheme === 'NTLM');

describe('a healthy world', () => {
  test('every front end is asked under the common name, by nobody and by us; every fact names its exchange', async () => {
    const { looker, log } = await world();
    const looked = await (await looker()).look(anna);
    for (const node of ['ex16a', 'ex16b']) {
      expect(factOf(looked, `${nspi(node)}.anonymousStatus`)).toBe(401);
      expect(factOf(looked, `${nspi(node)}.schemes`)).toEqual(['Negotiate', 'NTLM']);
      expect(factOf(looked, `${nspi(node)}.failureContext`)).toBe('FrontEnd;401;Unauthorized;;;;');
      expect(factOf(looked, `${nspi(node)}.failurePoint`)).toBe('FrontEnd');
      expect(factOf(looked, `${nspi(node)}.build`)).toBe('15.1.2507.6');
      expect(factOf(looked, `${nspi(node)}.ntlmStatus`)).toBe(200);
      expect(factOf(looked, `${nspi(node)}.responseCode`)).toBe(0);
      expect(factOf(looked, `${nspi(node)}.sameConnection`)).toBe(true);
      expect(factOf(looked, `${emsmdb(node)}.ntlmStatus`)).toBe(200);
      expect(factOf(looked, `${pox(node)}.status`)).toBe(200);
      expect(factOf(looked, `${pox(node)}.frontEnd`)).toBe(node.toUpperCase());
      expect(factOf(looked, `${pox(node)}.backEnd`)).toBe('ex16b.corp.local');
      expect(factOf(looked, `${pox(node)}.protocols`)).toContain('mapiHttp');
      expect(factOf(looked, `${pox(node)}.mailStore`)).toMatch(
        /^https:\/\/mail\.contoso\.example\/mapi\/emsmdb\/\?MailboxId=/,
      );
      expect(factOf(looked, `tls[mail.contoso.example@${node}].nameMatches`)).toBe(true);
      expect(factOf(looked, `tls[mail.contoso.example@${node}].trusted`)).toBe(true);
      expect(factOf(looked, `tls[mail.contoso.example@${node}].versions`)).toContain('1.2');
    }
    expect(factOf(looked, 'tls[mail.contoso.example@vip].leaf')).toMatch(/^[0-9a-f]{64}$/);
    expect(factOf(looked, 'dns[mail.contoso.example].a')).toHaveLength(1);
    expect(factOf(looked, 'control.probeAccountUsable')).toBe(true);
    expect(factOf(looked, 'control.knownGoodTarget')).toMatch(/^mail\.contoso\.example@ex16[ab]\/nspi$/);
    for (const { fact, source } of looked.facts)
      expect([fact, source]).toEqual([fact, expect.stringMatching(/\S/)]);
    // What the account may not leave open: as many sessions closed as were opened.
    const types = log().flatMap(({ kind, requestType }) => (kind === 'http' ? [requestType] : []));
    expect(types.filter((type) => type === 'Unbind')).toHaveLength(
      types.filter((type) => type === 'Bind').length,
    );
    expect(binds(log()).every(({ result }) => result === 0)).toBe(true);
  });

  test('two hundred people at once ask each server no more than one does', async () => {
    const people = Array.from({ length: 200 }, (_, index) => `user${index}@contoso.example`);
    const { looker, log } = await world({
      mailboxes: people.map((address) => ({ address, server: 'ex16a' })),
    });
    const one = await looker();
    await one.look('user0@contoso.example');
    const requests = () => log().filter(({ kind }) => kind === 'http').length;
    const shared = requests();
    const bound = binds(log()).length;
    const looked = await Promise.all(people.slice(1).map((address) => one.look(address)));
    expect(looked.every((each) => factOf(each, `${pox('ex16a')}.status`) === 200)).toBe(true);
    // Her own Autodiscover question, by two legs of NTLM, at each of two front ends, and nothing else.
    expect(requests() - shared).toBe(199 * 2 * 2);
    expect(binds(log())).toHaveLength(bound);
  }, 60_000);
});

describe('what a front end offers', () => {
  test('is the fact where NTLM is not among it: NTLM is not tried there', async () => {
    const { looker, log } = await world({
      servers: [servers[0], { name: 'ex16b', iis: [{ path: 'mapi', providers: ['Negotiate'] }] }],
    });
    const looked = await (await looker()).look(anna);
    expect(factOf(looked, `${nspi('ex16b')}.schemes`)).toEqual(['Negotiate']);
    expect(factOf(looked, `${nspi('ex16b')}.ntlmStatus`)).toBeUndefined();
    expect(whyBlind(looked, `${nspi('ex16b')}.ntlmStatus`)).toContain('offers Negotiate: NTLM was not tried');
    expect(factOf(looked, `${nspi('ex16a')}.ntlmStatus`)).toBe(200);
    expect(
      ntlm(log()).filter(({ server, path }) => server === 'ex16b' && String(path).startsWith('/mapi')),
    ).toEqual([]);
  });
  test('a stale location redirects her own question, and only on that front end; it is not followed', async () => {
    const { looker, log } = await world({
      servers: [
        ...servers.slice(0, 1),
        { name: 'ex16b', locations: [{ anchor: `Smtp~${anna}`, server: 'ex10a', since: '-PT6H' }] },
        { name: 'ex10a', exchange: '2010' },
      ],
    });
    const looked = await (await looker()).look(anna);
    expect(factOf(looked, `${pox('ex16a')}.status`)).toBe(200);
    expect(factOf(looked, `${pox('ex16b')}.status`)).toBe(302);
    expect(factOf(looked, `${pox('ex16b')}.location`)).toMatch(/^https:\/\//);
    expect(
      log().filter(
        ({ server, kind, through, path }) =>
          server === 'ex10a' && kind === 'http' && !through && /^\/autodiscover/i.test(String(path)),
      ),
    ).toEqual([]);
  });
  test.each([
    [16, 16],
    [18, 18],
  ])('HTTP 200 with X-ResponseCode %i is no success', async (stated, expected) => {
    const { looker } = await world({
      servers: [{ name: 'ex16a', mapi: [{ path: 'nspi', responseCode: stated }] }, servers[1]],
      serviceAccount: { server: 'ex16a' },
    });
    const looked = await (await looker()).look(anna);
    expect(factOf(looked, `${nspi('ex16b')}.ntlmStatus`)).toBe(200);
    expect(factOf(looked, `${nspi('ex16b')}.responseCode`)).toBe(expected);
  });
  test('Extended Protection is satisfied by our channel bindings', async () => {
    const strict = { iis: [{ path: 'mapi', extendedProtection: 'require' }] };
    const { looker } = await world({ servers: servers.map((server) => ({ ...server, ...strict })) });
    const looked = await (await looker()).look(anna);
    expect(factOf(looked, `${nspi('ex16a')}.ntlmStatus`)).toBe(200);
    expect(factOf(looked, `${nspi('ex16b')}.ntlmStatus`)).toBe(200);
  });
});

const accounts: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['has another password', { secret: 'wrong' }, /wrong name or password \(data 52e\)/],
  ['is locked', { account: { locked: true } }, /locked \(data 775\)/],
  ['is disabled', { account: { disabled: true } }, /disabled \(data 533\)/],
  ['has expired', { account: { expiresAt: '-P1D' } }, /expired \(data 701\)/],
];
describe('our own account', () => {
  test.each(accounts)(
    '%s: ten diagnoses, at once and in a row, spend one logon, and each says so',
    async (_what, serviceAccount, says) => {
      const lab = await world({ serviceAccount });
      const atOnce = await Promise.all(
        Array.from({ length: 5 }, async () => (await lab.looker()).look(anna)),
      );
      const inARow: Looked[] = [];
      for (let count = 0; count < 5; count += 1) inARow.push(await (await lab.looker()).look(anna));
      for (const looked of [...atOnce, ...inARow]) {
        expect(factOf(looked, 'control.probeAccountUsable')).toBe(false);
        expect(factOf(looked, 'control.probeAccountState')).toMatch(says);
        expect(factOf(looked, 'control.knownGoodTarget')).toBe('');
        expect(whyBlind(looked, 'mailbox.upn')).toMatch(says);
        expect(whyBlind(looked, `${pox('ex16a')}.status`)).toMatch(says);
      }
      expect(binds(lab.log())).toHaveLength(1);
      expect(ntlm(lab.log())).toEqual([]);
    },
    60_000,
  );

  test('may not use NTLM: one refused logon, then none until a reset', async () => {
    const lab = await world({ serviceAccount: { account: { ntlm: 'denied' } } });
    const refused = () => ntlm(lab.log()).filter(({ leg, status }) => leg === 3 && status === 401);
    for (let count = 0; count < 3; count += 1) {
      const looked = await (await lab.looker()).look(anna);
      expect(factOf(looked, 'control.probeAccountUsable')).toBe(false);
      expect(whyBlind(looked, `${nspi('ex16b')}.ntlmStatus`)).toContain('was refused at');
      expect(factOf(looked, `${nspi('ex16b')}.anonymousStatus`)).toBe(count === 0 ? 401 : undefined);
    }
    expect(refused()).toHaveLength(1);
    expect(await (await lab.looker()).breaker()).toMatchObject({ where: expect.stringContaining('NTLM') });
  });

  test('refused by one sick server: that is a fact about the server, and the rest goes on', async () => {
    const lab = await world({
      servers: [servers[0], { name: 'ex16b', ntlm: 'refused' }],
      serviceAccount: { server: 'ex16a' },
    });
    const looked = await (await lab.looker()).look(anna);
    expect(factOf(looked, 'control.probeAccountUsable')).toBe(true);
    expect(factOf(looked, 'control.knownGoodTarget')).toBe('mail.contoso.example@ex16a/nspi');
    const statuses = [nspi('ex16b'), emsmdb('ex16b'), pox('ex16b')].map((key) =>
      factOf(looked, `${key}.${key === pox('ex16b') ? 'status' : 'ntlmStatus'}`),
    );
    expect(statuses).toContain(401);
    expect(factOf(looked, `${pox('ex16a')}.status`)).toBe(200);
    expect(await (await lab.looker()).breaker()).toBeUndefined();
  });

  test('does not exist: what can be seen without one is seen', async () => {
    const { looker, log } = await world({ serviceAccount: false });
    const looked = await (await looker()).look(anna);
    expect(factOf(looked, 'control.probeAccountState')).toBe('no service account is configured');
    expect(factOf(looked, 'tls[mail.contoso.example@vip].trusted')).toBe(true);
    expect(binds(log())).toEqual([]);
  });
});

const faults: readonly (readonly [string, RegExp])[] = [
  ['refuse', /no connection: refused/],
  ['reset', /no (TLS )?connection: /],
  ['stall-in-tls', /no TLS connection: nothing within/],
  ['garbage-in-tls', /no TLS connection/],
  ['stall-in-headers', /no answer: nothing within|had not answered when the 5 s/],
  ['stall-in-body', /did not come to its end|had not answered when the 5 s/],
  ['huge-xml', /longer than 1048576 bytes/],
  ['entities', /DOCTYPE|not tried/],
  ['garbage', /no Autodiscover XML|no well-formed XML|not tried/],
  ['redirect-loop', /not tried/],
  ['redirect-away', /not tried/],
];
describe('one front end that fails', () => {
  test.each(faults)(
    'by %s: its own facts are unseen with a reason, the other is seen, all within the bound',
    async (does, says) => {
      const lab = await world(
        { servers: [servers[0], { name: 'ex16b', faults: [{ on: 'https', does }] }] },
        { lookSeconds: 5 },
      );
      const begun = performance.now();
      const looked = await (await lab.looker()).look(anna);
      expect(performance.now() - begun).toBeLessThan(5_500);
      expect(factOf(looked, `${nspi('ex16a')}.ntlmStatus`)).toBe(200);
      expect(factOf(looked, `${pox('ex16a')}.status`)).toBe(200);
      expect(factOf(looked, `${pox('ex16b')}.protocols`)).toBeUndefined();
      expect(whyBlind(looked, `${pox('ex16b')}.protocols`)).toMatch(says);
      const unreachable = ['refuse', 'reset', 'stall-in-tls', 'garbage-in-tls'].includes(does);
      if (unreachable) {
        expect(factOf(looked, 'tls[mail.contoso.example@ex16b].error')).toMatch(says);
        expect(looked.facts.filter(({ fact }) => /@ex16b/.test(fact) && !fact.endsWith('.error'))).toEqual(
          [],
        );
      }
      // Nothing secret went to the faulty one: type 3 is long, a type 1 is not.
      if (does === 'redirect-away')
        expect(ntlm(lab.log()).filter(({ server }) => server === 'ex16b')).toEqual([]);
    },
    40_000,
  );

  test('by a certificate of another CA: it is told, and no credentials go there', async () => {
    const lab = await world({ servers: [servers[0], { name: 'ex16b', certificate: { issuer: 'foreign' } }] });
    const looked = await (await lab.looker()).look(anna);
    expect(factOf(looked, 'tls[mail.contoso.example@ex16b].trusted')).toBe(false);
    expect(factOf(looked, 'tls[mail.contoso.example@ex16b].nameMatches')).toBe(true);
    expect(whyBlind(looked, `${pox('ex16b')}.status`)).toMatch(/is not trusted/);
    expect(
      lab
        .log()
        .filter(
          ({ server, kind, listener }) => server === 'ex16b' && kind === 'http' && listener === 'https',
        ),
    ).toEqual([]);
  });
});

describe('without the directory', () => {
  test('names and certificates are still seen, the rest is unseen for that reason, within the bound', async () => {
    const { looker } = await world({
      domainControllers: [{ name: 'dc1', faults: [{ on: 'ldaps', does: 'refuse' }] }],
    });
    const begun = performance.now();
    const looked = await (await looker()).look(anna);
    expect(performance.now() - begun).toBeLessThan(20_500);
    expect(looked.refusal).toBeUndefined();
    expect(whyBlind(looked, 'mailbox.upn')).toMatch(/dc1\.corp\.local:636: no connection: refused/);
    expect(factOf(looked, 'dns[autodiscover.contoso.example].a')).toHaveLength(1);
    expect(factOf(looked, 'tls[mail.contoso.example@vip].trusted')).toBe(true);
  });
});
