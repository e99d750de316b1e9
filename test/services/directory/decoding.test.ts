import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasBit, hoursExclude } from '../../../services/directory/account-control.ts';
import {
  domainOf,
  nameBefore,
  nameParts,
  ownName,
  sameName,
} from '../../../services/directory/distinguished-name.ts';
import { guidToBytes, guidToText, sidToText } from '../../../services/directory/identifiers.ts';
import { legacyNameFault, serverOfLegacyName } from '../../../services/directory/legacy-name.ts';
import { readProtocolSettings } from '../../../services/directory/protocol-settings.ts';
import { filetimeToIso, filetimeToMs, generalizedToIso } from '../../../services/directory/time.ts';
import { readPackedVersion, readRoles, readSerialNumber } from '../../../services/directory/versions.ts';
import {
  authenticationMethods,
  virtualDirectoryName,
} from '../../../services/directory/virtual-directory.ts';

describe('times', () => {
  test.each([
    [116_444_736_000_000_000n, '1970-01-01T00:00:00.000Z'],
    [133_444_736_000_000_000n, '2023-11-14T22:13:20.000Z'],
    [0n, undefined],
    [0x7fff_ffff_ffff_ffffn, undefined],
    [-1n, undefined],
  ])('FILETIME %s is %s', (value, iso) => expect(filetimeToIso(value)).toBe(iso));

  test.each([
    ['20261120070000.0Z', '2026-11-20T07:00:00.000Z'],
    ['20261120070000Z', '2026-11-20T07:00:00.000Z'],
    ['2026112007Z', '2026-11-20T07:00:00.000Z'],
    ['20261120090000.0+0200', '2026-11-20T07:00:00.000Z'],
    ['20261320070000.0Z', undefined],
    ['2026-11-20', undefined],
  ])('generalized time %s is %s', (text, iso) => expect(generalizedToIso(text)).toBe(iso));

  test('no FILETIME throws', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 64n), 2n ** 64n), (value) => {
        const ms = filetimeToMs(value);
        if (ms !== undefined) new Date(ms).toISOString();
      }),
    );
  });
});

describe('identifiers', () => {
  test('a SID has its authority big-endian and its parts little-endian', () => {
    const bytes = Buffer.from(
      '010500000000000515000000' + 'b1c2d3e4' + '01000000' + '02000000' + '51040000',
      'hex',
    );
    expect(sidToText(bytes)).toBe(`S-1-5-21-${0xe4d3c2b1}-1-2-1105`);
    expect(sidToText(bytes.subarray(0, 20))).toBeUndefined();
    expect(sidToText(Buffer.alloc(0))).toBeUndefined();
  });

  test('the first three fields of a GUID are little-endian', () => {
    expect(guidToText(Buffer.from('33221100554477668899aabbccddeeff', 'hex'))).toBe(
      '00112233-4455-6677-8899-aabbccddeeff',
    );
    expect(guidToText(Buffer.alloc(15))).toBeUndefined();
    expect(guidToBytes('not a guid')).toBeUndefined();
  });

  test('a GUID survives being written and read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (raw) => {
        const bytes = Buffer.from(raw);
        const text = guidToText(bytes) ?? '';
        expect(guidToBytes(`{${text.toUpperCase()}}`)?.equals(bytes)).toBe(true);
      }),
    );
  });

  test('bytes that are no SID never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (raw) => void sidToText(Buffer.from(raw))));
  });
});

describe('distinguished names', () => {
  const dn = String.raw`CN=mapi (Default\, Web Site),CN=HTTP,CN=Protocols,CN=EX16A,CN=Servers,DC=corp,DC=local`;
  test('are taken apart with their escapes', () => {
    expect(ownName(dn)).toBe('mapi (Default, Web Site)');
    expect(nameBefore(dn, 'servers')).toBe('EX16A');
    expect(domainOf(dn)).toBe('corp.local');
    expect(ownName(String.raw`CN=M\c3\bcller,DC=x`)).toBe('Müller');
    expect(nameBefore('CN=Servers,DC=x', 'Servers')).toBeUndefined();
    expect(sameName('CN=a, DC=X', 'cn=A,dc=x')).toBe(true);
    expect(sameName('CN=a,DC=x', 'CN=b,DC=x')).toBe(false);
  });
  test('nothing throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void nameParts(text)));
  });
});

describe('versions', () => {
  test.each([
    ['Version 15.1 (Build 32507.6)', '15.1.2507.6', '2016'],
    ['Version 14.3 (Build 30123.4)', '14.3.123.4', '2010'],
    ['Version 15.2 (Build 31118.7)', '15.2.1118.7', '2019'],
    ['Version 8.3 (Build 30083.6)', '8.3.83.6', '2007'],
    ['Version 15.0 (Build 31497.2)', '15.0.1497.2', '2013'],
    ['Version 15.1 (Build 2507.6)', '15.1.2507.6', '2016'],
  ])('%s is %s', (text, build, exchange) => expect(readSerialNumber(text)).toEqual({ build, exchange }));

  test.each([
    [0x7383807b, '14.3.123', '2010'],
    [0x73c18947, '15.1.2375', '2016'],
    [0x738180da, '14.1.218', '2010'],
    [0x72008287, '8.0.647', '2007'],
    [1937997947n, '14.3.123', '2010'],
  ])('the packed %s is %s', (packed, build, exchange) =>
    expect(readPackedVersion(packed)).toEqual({ build, exchange }),
  );

  test('what is none is not guessed', () => {
    expect(readSerialNumber('')).toBeUndefined();
    expect(readSerialNumber('Exchange 2016')).toBeUndefined();
    expect(readPackedVersion(0)).toBeUndefined();
    expect(readSerialNumber('Version 16.0 (Build 1.1)')?.exchange).toBeUndefined();
  });

  test.each([
    [54, ['mailbox', 'cas', 'hub', 'um']],
    [16439, ['mailbox', 'cas', 'hub', 'um']],
    [38, ['mailbox', 'cas', 'hub']],
    [64, ['edge']],
    [0, []],
  ])('roles %i are %j', (bits, roles) => expect(readRoles(bits)).toEqual(roles));
});

describe('flags', () => {
  test('authentication methods', () => {
    expect(authenticationMethods(9218)).toEqual(['Ntlm', 'OAuth', 'Negotiate']);
    expect(authenticationMethods(0)).toEqual([]);
  });
  test('a virtual directory is named by its class', () => {
    expect(virtualDirectoryName(['top', 'msExchVirtualDirectory', 'msExchMapiVirtualDirectory'])).toBe(
      'mapi',
    );
    expect(virtualDirectoryName(['top', 'container'])).toBeUndefined();
  });
  test('logon hours count from Sunday 00:00 UTC', () => {
    const mask = Buffer.alloc(21);
    const fridayAt9 = Date.parse('2026-11-20T09:30:00Z');
    expect(hoursExclude(mask, fridayAt9)).toBe(true);
    mask[(5 * 24 + 9) >> 3] = 1 << ((5 * 24 + 9) & 7);
    expect(hoursExclude(mask, fridayAt9)).toBe(false);
    expect(hoursExclude(mask, fridayAt9 + 3_600_000)).toBe(true);
    expect(hoursExclude(Buffer.alloc(3), fridayAt9)).toBeUndefined();
    expect(hasBit(0x80_0010n, 0x10)).toBe(true);
  });
});

describe('protocolSettings', () => {
  test.each([
    [[], true, 'inherit', []],
    [['OWA§1', 'MAPI§1§0§§§0§§§§§0'], true, 'inherit', []],
    [['MAPI§0§0§§§0§§§§§0'], false, 'inherit', []],
    [['MAPI§1§0§§§0§§§§Y§§0'], true, 'on', []],
    [['MAPI§1§0§§§0§§§§N§§0'], true, 'off', []],
    [['MAPI§1§1§§-11.9.9§1§§§§U§1§0'], true, 'inherit', ['rpc-http', 'versions', 'non-cached', 'external']],
    [['MAPI§1'], true, 'inherit', []],
    [['MAPI§x§0§§§0§§§§?§§0'], undefined, undefined, []],
  ])('%j', (values, mapiEnabled, mapiHttp, blocks) => {
    expect(readProtocolSettings(values)).toEqual({ mapiEnabled, mapiHttp, blocks });
  });
});

describe('legacy names', () => {
  const name = '/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna';
  test.each([
    [name, undefined],
    [`${name} `, 'trailing-space'],
    ['', 'missing'],
    [undefined, 'missing'],
    [`${name}ü`, 'bad-character'],
  ])('%j has fault %s', (text, fault) => expect(legacyNameFault(text)).toBe(fault));
  test('the home server is its last part', () => {
    expect(serverOfLegacyName('/o=C/ou=G/cn=Configuration/cn=Servers/cn=EX16A')).toBe('ex16a');
    expect(serverOfLegacyName(name)).toBeUndefined();
  });
});
