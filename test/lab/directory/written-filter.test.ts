import { expect, test } from '@jest/globals';
import type { Filter } from './messages.ts';
import { writtenFilter } from './written-filter.ts';

const value = (text: string) => Buffer.from(text);

// The examples of RFC 4515 section 4, as far as they use what a filter here can be.
test.each<readonly [Filter, string]>([
  [{ is: 'equal', attribute: 'cn', value: value('Babs Jensen') }, '(cn=Babs Jensen)'],
  [{ is: 'not', of: { is: 'equal', attribute: 'cn', value: value('Tim Howes') } }, '(!(cn=Tim Howes))'],
  [
    {
      is: 'and',
      of: [
        { is: 'equal', attribute: 'objectClass', value: value('Person') },
        { is: 'or', of: [{ is: 'equal', attribute: 'sn', value: value('Jensen') }] },
        { is: 'substring', attribute: 'cn', initial: 'Babs J', any: [], final: '' },
      ],
    },
    '(&(objectClass=Person)(|(sn=Jensen))(cn=Babs J*))',
  ],
  [{ is: 'substring', attribute: 'o', initial: 'univ', any: ['of', 'mich'], final: '' }, '(o=univ*of*mich*)'],
  [{ is: 'present', attribute: 'seeAlso' }, '(seeAlso=*)'],
  [
    { is: 'extensible', attribute: 'cn', rule: '1.2.3.4.5', value: value('Fred Flintstone') },
    '(cn:1.2.3.4.5:=Fred Flintstone)',
  ],
  [
    { is: 'equal', attribute: 'o', value: value('Parens R Us (for all your parenthetical needs)') },
    '(o=Parens R Us \\28for all your parenthetical needs\\29)',
  ],
  [{ is: 'equal', attribute: 'filename', value: value('C:\\MyFile') }, '(filename=C:\\5cMyFile)'],
  [{ is: 'equal', attribute: 'bin', value: Buffer.from([0, 0, 0, 4]) }, '(bin=\\00\\00\\00\\04)'],
  [{ is: 'equal', attribute: 'sn', value: value('Lučić') }, '(sn=Lu\\c4\\8di\\c4\\87)'],
])('writes %j', (filter, written) => {
  expect(writtenFilter(filter)).toBe(written);
});
