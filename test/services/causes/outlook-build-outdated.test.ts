import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import cause from '../../../services/causes/outlook-build-outdated.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { lacksChanges, parseBuild } from '../../../services/readings/outlook-build.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const agent = (build: string) => `Microsoft Office/14.0 (Windows NT 6.1; Microsoft Outlook ${build}; Pro)`;
const line = (userAgent: string, signature: string) => ({
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/nspi/',
  status: 401,
  userAgent,
  signature,
});
table(cause, {
  shows: [
    [
      'an old Outlook 2010 is refused by the new servers',
      { ...healthy, ...lines(line(agent('14.0.7015'), 'front-end-401')), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'told: Outlook 2010 without updates after the move; updated, it is gone',
      {
        'popup.kind': 'credential',
        'scope.only': ['outlook:14'],
        'client.updated': false,
        'timeline.after': ['own-move'],
        'tried[]': [{ what: 'client-update', result: 'cured' }],
      },
      'likely',
    ],
    [
      'told: Kerberos was switched on, older Outlook asks, updating cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['kerberos-enabled'],
        'scope.only': ['outlook:2010'],
        'tried[]': [{ what: 'client-update', result: 'cured' }],
      },
      'likely',
    ],
    [
      'Outlook 2013 before SP1 on a moved mailbox',
      {
        ...healthy,
        'client.outlookBuild': '15.0.4420.1017',
        'timeline.after': ['own-move'],
        'scope.otherPcWorks': true,
        'popup.kind': 'credential',
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['the build is recent enough', { ...healthy, 'client.outlookBuild': told('14.0.7187.5000') }, 'unlikely'],
    [
      'the recent build is pasted',
      { ...healthy, 'client.outlookBuild': { value: '16.0.5404.1000', from: 'pasted' } },
      'ruled-out',
    ],
    [
      'updating changed nothing',
      { 'client.updated': false, 'tried[]': [{ what: 'client-update', result: 'nothing' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['Outlook 2010, no build', { 'client.outlookBuild': '14', 'popup.kind': 'credential' }, 'unlikely'],
    [
      'an old Outlook that works',
      { ...healthy, ...lines(line(agent('14.0.7015'), 'success')) },
      ['unlikely', 'possible'],
    ],
  ],
});

describe('builds', () => {
  test.each([
    ['14.0.7143.5000', 14, true],
    ['14.0.7150.5000', 14, undefined],
    ['14.0.7172.5000', 14, false],
    ['Outlook 2010', 14, undefined],
    ['2007', 12, true],
    ['15.0.4420.1017', 15, true],
    ['15.0.4569.1506', 15, false],
    ['16', 16, false],
  ])('%s', (text, major, lacks) => {
    const build = parseBuild(text);
    expect(build?.major).toBe(major);
    expect(build === undefined ? undefined : lacksChanges(build)).toBe(lacks);
  });
  test('any text is a version or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const build = parseBuild(text);
        if (build !== undefined) expect(build.major).toBeGreaterThan(10);
      }),
    );
  });
});
