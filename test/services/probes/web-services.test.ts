import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const anna = 'anna@contoso.example';
const mail = (node: string) => `mail.contoso.example@${node}`;
const old = 'ex10a.corp.local@ex10a';
const ids = /^(directory-|ews$|oab$|outlook-anywhere$|health$|mapi$|control$)/;

let world: World;
let looked: Looked;
beforeAll(async () => {
  world = await startWorld({
    servers: [
      { name: 'ex16a' },
      {
        name: 'ex16b',
        components: { EwsProxy: 'inactive' },
        iis: [
          { path: 'ews', providers: ['Negotiate'] },
          { path: 'mapi', providers: ['Negotiate:Kerberos'] },
          { path: 'oab', windows: false, basic: true },
          { path: 'rpc', enabled: false },
        ],
      },
      { name: 'ex10a', exchange: '2010', iis: [{ path: 'rpc', windows: false, basic: true }] },
    ],
    mailboxes: [{ address: anna, server: 'ex16a' }],
    serviceAccount: { server: 'ex16a' },
  });
  const looks = (await loadLooks()).filter(({ id }) => ids.test(id));
  looked = await (await world.looker({ looks })).look(anna);
}, 40_000);
afterAll(async () => world?.stop());
const fact = (path: string) => factOf(looked, path);

describe('a front end in order', () => {
  test.each([
    ['ews', ['Negotiate', 'NTLM']],
    ['oab', ['Negotiate', 'NTLM']],
    ['outlookAnywhere', ['Negotiate', 'NTLM', 'Basic']],
  ])('%s offers its schemes in order to nobody', (group, schemes) => {
    expect(fact(`${group}[${mail('ex16a')}].anonymousStatus`)).toBe(401);
    expect(fact(`${group}[${mail('ex16a')}].schemes`)).toEqual(schemes);
    expect(fact(`${group}[${mail('ex16a')}].frontEnd`)).toBe('EX16A');
    // A challenge is no failure.
    expect(fact(`${group}[${mail('ex16a')}].failurePoint`)).toBeUndefined();
  });
  test('lets us in by NTLM, and its RPC proxy echoes both verbs', () => {
    expect(fact(`ews[${mail('ex16a')}].ntlmStatus`)).toBe(200);
    expect(fact(`outlookAnywhere[${mail('ex16a')}].ntlmStatus`)).toBe(200);
    expect(fact(`outlookAnywhere[${mail('ex16a')}].echo`)).toBe(true);
    const asked = world
      .log()
      .filter(({ server, leg, path }) => server === 'ex16a' && leg === 3 && path === '/rpc/rpcproxy.dll')
      .map(({ method }) => method);
    expect(new Set(asked)).toEqual(new Set(['RPC_IN_DATA', 'RPC_OUT_DATA']));
  });
  test('says that it is well, and only where a component is not, that it is not', () => {
    for (const group of ['ews', 'oab', 'outlookAnywhere'])
      expect([group, fact(`${group}[${mail('ex16a')}].health`)]).toEqual([group, '200']);
    expect(fact(`mapi[${mail('ex16a')}/nspi].health`)).toBe('200');
    expect(fact(`autodiscover[autodiscover.contoso.example@ex16a].health`)).toBe('200');
    expect(fact(`ews[${mail('ex16b')}].health`)).toBe('503');
    expect(fact(`oab[${mail('ex16b')}].health`)).toBe('200');
  });
});

describe('what a directory offers decides how it is asked', () => {
  test('NTLM inside Negotiate where nothing else is offered; NTLM then was not tried', () => {
    expect(fact(`ews[${mail('ex16b')}].negotiateStatus`)).toBe(200);
    expect(fact(`ews[${mail('ex16b')}].ntlmStatus`)).toBeUndefined();
    expect(whyBlind(looked, `ews[${mail('ex16b')}].ntlmStatus`)).toContain('NTLM was not tried');
  });
  test('Negotiate that insists on Kerberos never gets the answer to a challenge', () => {
    expect(fact(`mapi[${mail('ex16b')}/nspi].negotiateStatus`)).toBe(401);
    expect(
      world
        .log()
        .filter(
          ({ server, path, leg }) => server === 'ex16b' && String(path).startsWith('/mapi') && leg === 3,
        ),
    ).toEqual([]);
  });
  test('Basic alone is a fact, and never used', () => {
    expect(fact(`oab[${mail('ex16b')}].schemes`)).toEqual(['Basic']);
    expect(fact(`outlookAnywhere[${old}].schemes`)).toEqual(['Basic']);
    expect(whyBlind(looked, `outlookAnywhere[${old}].ntlmStatus`)).toContain('offers Basic');
    expect(world.log().filter(({ scheme }) => /^basic$/i.test(String(scheme)))).toEqual([]);
  });
  test('a directory that is switched off answers 404', () => {
    expect(fact(`outlookAnywhere[${mail('ex16b')}].anonymousStatus`)).toBe(404);
    expect(fact(`outlookAnywhere[${mail('ex16b')}].schemes`)).toEqual([]);
  });
});

test('a logon goes over the connection of the question without a name, and no connection serves two logons', () => {
  const legs = world.log().filter(({ server, kind }) => server === 'ex16a' && kind === 'http');
  const ews = legs.filter(({ path }) => path === '/EWS/Exchange.asmx');
  expect(new Set(ews.map(({ connection }) => connection)).size).toBe(1);
  expect(ews.map(({ leg }) => leg)).toEqual([undefined, 1, 3]);
  const logons = legs.filter(({ leg }) => leg === 3).map(({ connection }) => connection);
  expect(new Set(logons).size).toBe(logons.length);
});

test('an older server is asked by its own name, and has no health page', () => {
  expect(fact(`ews[${old}].ntlmStatus`)).toBe(200);
  expect(fact(`ews[${old}].frontEnd`)).toBeUndefined();
  expect(fact(`ews[${old}].health`)).toBeUndefined();
});

test('through the common name the same is asked as clients ask it', () => {
  expect(['EX16A', 'EX16B']).toContain(fact(`mapi[${mail('vip')}/nspi].frontEnd`));
  expect(fact(`mapi[${mail('vip')}/nspi].anonymousStatus`)).toBe(401);
});
