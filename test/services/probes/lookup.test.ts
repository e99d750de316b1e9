import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const anna = 'anna@contoso.example';
const step = (host: string, name: string) => `autodiscover[${host}@vip/${name}]`;
const ids = /^(directory-|dns$|tls$|autodiscover-(lookup|srv)$)/;
const worlds: World[] = [];

async function lookAt(stated: Readonly<Record<string, unknown>>): Promise<{ world: World; looked: Looked }> {
  const world = await startWorld({ mailboxes: [{ address: anna, server: 'ex16a' }], ...stated });
  worlds.push(world);
  const looks = (await loadLooks()).filter(({ id }) => ids.test(id));
  return { world, looked: await (await world.looker({ looks })).look(anna) };
}
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

describe('an organisation without a detour', () => {
  let looked: Looked;
  beforeAll(async () => {
    ({ looked } = await lookAt({
      servers: [
        { name: 'ex16a' },
        {
          name: 'ex10a',
          exchange: '2010',
          scp: { url: 'https://ex10a.corp.local/Autodiscover/Autodiscover.xml' },
        },
      ],
    }));
  }, 30_000);
  const fact = (path: string) => factOf(looked, path);
  test('every service connection point answers, each as what it is', () => {
    expect(fact(`${step('autodiscover.contoso.example', 'scp')}.step`)).toBe('scp');
    expect(fact(`${step('autodiscover.contoso.example', 'scp')}.status`)).toBe(401);
    expect(fact(`${step('autodiscover.contoso.example', 'scp')}.schemes`)).toEqual([
      'Negotiate',
      'NTLM',
      'Basic',
    ]);
    expect(fact(`${step('autodiscover.contoso.example', 'scp')}.frontEnd`)).toBe('EX16A');
    expect(fact(`${step('ex10a.corp.local', 'scp')}.server`)).toBe('Microsoft-IIS/7.5');
    expect(fact(`${step('ex10a.corp.local', 'scp')}.frontEnd`)).toBeUndefined();
  });
  test('nobody at the mail domain or at port 80 is an answer, not a blind spot', () => {
    expect(fact(`${step('contoso.example', 'root')}.error`)).toMatch(/no such name/);
    expect(fact(`${step('autodiscover.contoso.example', 'redirect')}.error`)).toMatch(/refused/);
    expect(fact('dns[contoso.example].a')).toEqual([]);
    expect(fact('dns[_autodiscover._tcp.contoso.example].srv')).toEqual([]);
    for (const path of [
      step('contoso.example', 'root'),
      step('autodiscover.contoso.example', 'redirect'),
      'dns[contoso.example]',
    ])
      expect([path, whyBlind(looked, path)]).toEqual([path, undefined]);
    expect(looked.facts.filter(({ fact: path }) => path.startsWith('tls[contoso.example'))).toEqual([]);
  });
});

describe('what stands in the way', () => {
  let world: World;
  let looked: Looked;
  beforeAll(async () => {
    ({ world, looked } = await lookAt({
      servers: [{ name: 'ex16a' }],
      webSites: [
        {
          name: 'contoso.example',
          software: 'Apache/2.4',
          status: 401,
          schemes: ['Basic'],
          certificate: { names: ['contoso.example', 'www.contoso.example'] },
        },
      ],
      commonNames: [
        {
          name: 'autodiscover.contoso.example',
          redirect: { status: 301, location: 'https://mail.contoso.example/autodiscover/autodiscover.xml' },
        },
      ],
      dns: [
        {
          name: '_autodiscover._tcp.contoso.example',
          srv: [{ target: 'second.contoso.example', priority: 9 }, { target: 'mail.contoso.example' }],
        },
        { name: 'second.contoso.example', a: ['10.20.0.21'] },
      ],
    }));
  }, 30_000);
  const fact = (path: string) => factOf(looked, path);
  test('a web site at the mail domain, with what it asks for and shows', () => {
    const root = step('contoso.example', 'root');
    expect([fact(`${root}.status`), fact(`${root}.schemes`), fact(`${root}.server`)]).toEqual([
      401,
      ['Basic'],
      'Apache/2.4',
    ]);
    expect(fact(`${root}.frontEnd`)).toBeUndefined();
    expect(fact('tls[contoso.example@vip].names')).toEqual(['contoso.example', 'www.contoso.example']);
  });
  test('a redirect over http, which is not followed', () => {
    const redirect = step('autodiscover.contoso.example', 'redirect');
    expect(fact(`${redirect}.status`)).toBe(301);
    expect(fact(`${redirect}.location`)).toBe('https://mail.contoso.example/autodiscover/autodiscover.xml');
  });
  test('an SRV record, best target first, and the certificate of a target that nobody else looks at', () => {
    expect(fact('dns[_autodiscover._tcp.contoso.example].srv')).toEqual([
      'mail.contoso.example:443',
      'second.contoso.example:443',
    ]);
    expect(fact(`${step('mail.contoso.example', 'srv')}.status`)).toBe(401);
    expect(fact(`${step('second.contoso.example', 'srv')}.error`)).toMatch(/for other names/);
    expect(fact('tls[second.contoso.example@vip].nameMatches')).toBe(false);
  });
  test('no name and no secret went to any of them', () => {
    const asked = world
      .log()
      .filter(({ kind, path }) => kind === 'http' && /autodiscover/i.test(String(path)));
    expect(asked.map(({ path }) => String(path).toLowerCase())).toEqual(
      Array.from({ length: 4 }, () => '/autodiscover/autodiscover.xml'),
    );
    expect(asked.filter(({ scheme }) => scheme !== '')).toEqual([]);
  });
});

test('a mail domain whose certificate is another’s is told with that certificate', async () => {
  const { looked } = await lookAt({
    webSites: [{ name: 'contoso.example', certificate: { names: ['www.hoster.example'], issuer: 'self' } }],
  });
  expect(factOf(looked, `${step('contoso.example', 'root')}.error`)).toMatch(/certificate/);
  expect(factOf(looked, 'tls[contoso.example@vip].nameMatches')).toBe(false);
  expect(factOf(looked, 'tls[contoso.example@vip].selfSigned')).toBe(true);
}, 30_000);

test('TLS: versions of each server, and who asks for a certificate of ours', async () => {
  const { looked } = await lookAt({
    servers: [
      { name: 'ex16a', tls: { versions: ['1.2', '1.3'], asksClientCertificate: true } },
      {
        name: 'ex16b',
        tls: { versions: ['1.3'], asksClientCertificate: true },
        certificate: { issuer: 'self', subject: 'ex16b', names: ['ex16b'] },
      },
      {
        name: 'ex16c',
        certificate: { subject: '*.contoso.example', names: ['*.contoso.example'], notAfter: '-P1D' },
      },
      { name: 'ex10a', exchange: '2010', tls: { versions: ['1.0'] } },
    ],
    commonNames: [{ name: 'mail.contoso.example', certificate: {}, tls: { asksClientCertificate: true } }],
  });
  const at = (node: string, leaf: string, host = 'mail.contoso.example') =>
    factOf(looked, `tls[${host}@${node}].${leaf}`);
  expect(['ex16a', 'ex16b', 'ex16c'].map((node) => at(node, 'versions'))).toEqual([
    ['1.2', '1.3'],
    ['1.3'],
    ['1.2'],
  ]);
  expect(at('ex16b', 'versionsOff')).toEqual(['1.0', '1.1', '1.2']);
  expect(['ex16a', 'ex16b', 'ex16c', 'vip'].map((node) => at(node, 'asksClientCertificate'))).toEqual([
    true,
    undefined,
    false,
    true,
  ]);
  expect(whyBlind(looked, 'tls[mail.contoso.example@ex16b].asksClientCertificate')).toMatch(/TLS 1\.3 hides/);
  expect([at('ex16b', 'selfSigned'), at('ex16b', 'nameMatches'), at('ex16b', 'trusted')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([at('ex16c', 'wildcard'), at('ex16c', 'commonNameIs'), at('ex16c', 'trusted')]).toEqual([
    true,
    'wildcard',
    true,
  ]);
  expect(Date.parse(String(at('ex16c', 'notAfter')))).toBeLessThan(Date.now());
  // A server that speaks nothing newer than TLS 1.0 still shows its certificate.
  expect([
    at('ex10a', 'versions', 'ex10a.corp.local'),
    at('ex10a', 'nameMatches', 'ex10a.corp.local'),
  ]).toEqual([['1.0'], true]);
  // The device has a certificate of its own.
  expect(['ex16a', 'ex16b', 'ex16c'].map((node) => at(node, 'leaf'))).not.toContain(at('vip', 'leaf'));
}, 40_000);
