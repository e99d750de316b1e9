import { expect, test } from '@jest/globals';
import iisSections from '../../../services/readers/iis-sections.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { file, typed } from './samples/iis-sections.ts';

test('a section that appcmd printed', () => {
  expect(factsOf(pastedTo(iisSections, typed))).toEqual({
    'iis[ex16a/exchange back end/mapi/nspi].windows': true,
    'iis[ex16a/exchange back end/mapi/nspi].kernelMode': false,
    'iis[ex16a/exchange back end/mapi/nspi].extendedProtection': 'require',
    'iis[ex16a/exchange back end/mapi/nspi].providers': ['Negotiate', 'NTLM'],
  });
});
test('a piece of applicationHost.config', () => {
  expect(factsOf(pastedTo(iisSections, file))).toEqual({
    'iis[ex16b/default web site/mapi].ssl': ['Ssl', 'Ssl128'],
    'iis[ex16b/default web site/mapi].anonymous': false,
    'iis[ex16b/default web site/mapi].basic': false,
    'iis[ex16b/default web site/mapi].windows': true,
    'iis[ex16b/default web site/mapi].kernelMode': true,
    'iis[ex16b/default web site/mapi].providers': ['Negotiate'],
  });
});
test('of a server that nobody names nothing is taken, and it is said how to name it', () => {
  const read = pastedTo(iisSections, file.split('\n').slice(3).join('\n'));
  expect(read.facts).toEqual([]);
  expect(read.ignored.map(({ says }) => says)).toContainEqual(expect.stringContaining('output of hostname'));
});
test('half a section and another XML', () => {
  expect(
    factsOf(pastedTo(iisSections, '<windowsAuthentication enabled="true">\n<add value="NTLM" />')),
  ).toEqual({});
  expect(pastedTo(iisSections, '<a>\n<b path="x"/>\n</a>')).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(iisSections, samples));
test('is quick', () => {
  for (const sample of [typed, file, '<add <add <add']) isQuick(iisSections, sample);
});
