import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../services/configuration.ts';
import { createLooker, type Looked, loadLooks } from '../../services/looking/looker.ts';
import { type Domain, startDomain } from './samba/domain.ts';
import { moveAnna, password } from './samba/objects.ts';

let domain: Domain;
let data: string;

beforeAll(async () => {
  [domain, data] = await Promise.all([startDomain(), mkdtemp(join(tmpdir(), 'popup-desk-'))]);
}, 60_000);
afterAll(async () => {
  await domain?.stop();
  if (data !== undefined) await rm(data, { recursive: true, force: true });
});

async function look(mailbox: string, secret = password, account = 'CORP\\svc-popupdesk'): Promise<Looked> {
  const configuration = parseConfiguration(
    JSON.stringify({
      data,
      organisation: { credentialHosts: ['*.corp.local'] },
      directory: { servers: [`ldaps://${domain.host}:636`], account },
      network: { connect: { [`${domain.host}:636`]: domain.endpoint }, ca: domain.ca },
    }),
    'test',
  );
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await createLooker({
    configuration,
    secrets: { serviceAccount: secret },
    vantage: 'test',
    looks,
  });
  try {
    return await looker.look(mailbox);
  } finally {
    await looker.close();
  }
}
const values = ({ facts }: Looked): Record<string, unknown> =>
  Object.fromEntries(facts.map(({ fact, value }) => [fact, value]));

describe('a real Active Directory (Samba)', () => {
  test('tells everything of a mailbox', async () => {
    const looked = await look('ANNA@contoso.example');
    expect(looked.refusal).toBeUndefined();
    expect(looked.mailbox).toBe('anna@contoso.example');
    expect(values(looked)).toMatchObject({
      'mailbox.found': true,
      'mailbox.kind': 'user',
      'mailbox.upn': 'anna@corp.local',
      'mailbox.primarySmtp': 'anna@contoso.example',
      'mailbox.addresses': ['anna@contoso.example', 'anna@old.contoso.example'],
      'mailbox.sam': 'anna',
      'mailbox.domain': 'CORP',
      'mailbox.server': 'ex16a',
      'mailbox.database': 'DB16',
      'mailbox.exchange': '2016',
      'mailbox.guid': '00112233-4455-6677-8899-aabbccddeeff',
      'mailbox.mapiHttp': 'off',
      'mailbox.mapiEnabled': true,
      'mailbox.createdAt': '2020-01-02T03:04:05.000Z',
      'mailbox.archiveForeign': false,
      'account.locked': false,
      'account.disabled': false,
      'account.expired': false,
      'account.passwordExpired': false,
      'account.mustChange': false,
      'account.workstations': [],
      'account.logonHoursExclude': false,
      'servers[ex16a].exchange': '2016',
      'servers[ex16a].build': '15.1.2507.6',
      'servers[ex10a].exchange': '2010',
      'servers[ex10a].osVersion': '6.1',
      'servers[dc1].roles': ['dc'],
      'databases[db16].server': 'ex16a',
      'secondary[shared@contoso.example].kind': 'automapped',
      'secondary[shared@contoso.example].exchange': '2010',
      'secondary[shared@contoso.example].enabled': true,
      'org.versions': ['2010', '2016'],
      'org.upnSuffixes': ['contoso.example', 'corp.local'],
      'org.acceptedDomains': ['contoso.example'],
      'org.mapiHttp': true,
      'providers.exprPrincipal': 'msstd:mail.contoso.example',
      'vdirs[ex16a/mapi].internalUrl': 'https://mail.contoso.example/mapi',
      'vdirs[ex16a/mapi].internalAuth': ['Ntlm', 'OAuth', 'Negotiate'],
      'scp[ex16a].url': 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
      'scp[ex16a].site': ['Default-First-Site-Name'],
      'scp[ex16a].urlIsServerName': false,
    });
    expect(values(looked)['mailbox.sid']).toMatch(/^S-1-5-21-\d+-\d+-\d+-\d{4}$/);
    expect(looked.facts.every(({ from, source }) => from === 'directory' && source.startsWith('dc1 '))).toBe(
      true,
    );
  });

  test('a move shows as a new server', async () => {
    await domain.modify(moveAnna);
    expect(values(await look('anna@contoso.example'))).toMatchObject({
      'mailbox.server': 'ex10a',
      'mailbox.exchange': '2010',
    });
  });

  test.each([
    ['a sign-in name', 'anna@corp.local', 'anna@contoso.example'],
    ['an old address', 'anna@old.contoso.example', 'anna@contoso.example'],
  ])('is asked by %s', async (_what, typed, canonical) => {
    expect((await look(typed)).mailbox).toBe(canonical);
  });

  test.each([
    ['unknown@contoso.example', 'unknown', /knows no object/],
    ['x@fabrikam.example', 'foreign-domain', /contoso\.example/],
    ['all@contoso.example', 'no-mailbox', /distribution list/],
    ['partner@contoso.example', 'no-mailbox', /contact/],
    ['nobody@contoso.example', 'no-mailbox', /user without a mailbox/],
    ['twin@contoso.example', 'two-mailboxes', /Twin1[\s\S]+Twin2/],
    ['*@contoso.example', 'unknown', /knows no object/],
  ])('refuses %s as %s', async (typed, kind, says) => {
    const { refusal, facts } = await look(typed);
    expect(refusal?.kind).toBe(kind);
    expect([refusal?.says, ...(refusal?.candidates ?? [])].join('\n')).toMatch(says);
    expect(facts).toEqual([]);
  });

  test('a locked account is seen as locked', async () => {
    for (let tries = 0; tries < 4; tries += 1) {
      await look('anna@contoso.example', `wrong-${tries}`, 'CORP\\ines');
    }
    const seen = values(await look('ines@contoso.example'));
    expect(seen['account.locked']).toBe(true);
    expect(seen['account.lockedAt']).toMatch(/^20\d\d-/);
  });
});
