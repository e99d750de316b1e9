import { expect, test } from '@jest/globals';
import outlookAbout from '../../../services/readers/outlook-about.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const lines: readonly (readonly [string, string])[] = [
  [
    'Microsoft® Outlook® for Microsoft 365 MSO (Version 2310 Build 16.0.16924.20054) 64-bit',
    '16.0.16924.20054',
  ],
  ['Microsoft® Outlook® 2016 MSO (16.0.4266.1001) 64-Bit', '16.0.4266.1001'],
  ['Microsoft Outlook 2010 (14.0.7187.5000) SP2 MSO (14.0.7180.5000)', '14.0.7187.5000'],
  ['Microsoft® Outlook® 2013 (15.0.4569.1506) MSO (15.0.4569.1506) 32-Bit', '15.0.4569.1506'],
  ['Version 2308 (Build 16731.20460 Click-to-Run)', '16.0.16731.20460'],
  ['Version 2308 (Build 16731.20460 Klick-und-Los)', '16.0.16731.20460'],
];

test.each(lines)('%s', (text, build) => {
  expect(factsOf(pastedTo(outlookAbout, text))).toEqual({ 'client.outlookBuild': build });
});
test('half a line, and other versions', () => {
  for (const text of [
    'Microsoft® Outlook® 2016 MSO (16.0.42',
    'Version 22H2 (OS Build 19045.3803)',
    'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4549; Pro)',
    'Version 15.1 (Build 2507.6)',
  ])
    expect(pastedTo(outlookAbout, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () =>
  standsAnything(
    outlookAbout,
    lines.map(([text]) => text),
  ));
test('is quick', () => isQuick(outlookAbout, 'Microsoft Outlook version Version 2308 (Build'));
