import { expect, test } from '@jest/globals';
import outlookAbout from '../../../services/readers/outlook-about.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { lines } from './samples/outlook-about.ts';

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
test('stands anything', () => standsAnything(outlookAbout, samples));
test('is quick', () => isQuick(outlookAbout, 'Microsoft Outlook version Version 2308 (Build'));
