import { describe, expect, test } from '@jest/globals';
import { fromDefault } from '../../../services/windows/iis-defaults.ts';
import type { IisDirectory } from '../../../services/windows/iis-directory.ts';

const nspi: IisDirectory = {
  site: 'Exchange Back End',
  path: 'mapi/nspi',
  windows: true,
  providers: ['Negotiate', 'NTLM'],
  basic: false,
  anonymous: false,
  kernelMode: false,
  ssl: ['Ssl'],
  extendedProtection: 'none',
  pool: 'MSExchangeMapiAddressBookAppPool',
};
const key = 'exchange back end/mapi/nspi';

describe('a directory against what setup leaves', () => {
  test.each<[string, Partial<IisDirectory>, readonly string[]]>([
    ['as setup leaves it', {}, []],
    ['NTLM on top', { providers: ['NTLM', 'Negotiate'] }, ['providers']],
    ['SSL not required', { ssl: [] }, ['ssl']],
    ['kernel mode', { kernelMode: true }, ['kernelMode']],
    ['another pool, in other letters no other', { pool: 'msexchangemapiaddressbookapppool' }, []],
    [
      'Windows authentication off: its providers are not asked',
      { windows: false, providers: [] },
      ['windows'],
    ],
    ['Extended Protection as Exchange sets it', { extendedProtection: 'require' }, []],
    ['Extended Protection half on', { extendedProtection: 'allow' }, ['extendedProtection']],
  ])('%s', (_what, more, differs) => expect(fromDefault(key, { ...nspi, ...more })).toEqual(differs));
  test('the order of SSL flags is none', () =>
    expect(
      fromDefault('default web site/mapi', {
        ...nspi,
        ssl: ['Ssl128', 'Ssl'],
        pool: 'MSExchangeMapiFrontEndAppPool',
      }),
    ).toEqual([]));
  test('a directory without a known default', () =>
    expect(fromDefault('default web site/x', nspi)).toBeUndefined());
});
