import { expect, test } from '@jest/globals';
import winhttpProxy from '../../../services/readers/winhttp-proxy.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english, german } from './samples/winhttp-proxy.ts';

test('a proxy, and what goes past it', () => {
  const read = pastedTo(winhttpProxy, english);
  expect(factsOf(read)).toEqual({ 'client.webProxy': 'proxy.contoso.example:8080' });
  expect(read.ignored).toEqual([{ from: 4, to: 4, says: 'what goes past the proxy' }]);
});
test('that WinHTTP has none says nothing of the user’s', () => {
  expect(pastedTo(winhttpProxy, german)).toMatchObject({ facts: [], understood: [{ from: 1, to: 3 }] });
});
test('without its heading it is another text', () => {
  expect(pastedTo(winhttpProxy, 'Proxy Server(s) :  proxy:8080')).toMatchObject({
    facts: [],
    understood: [],
  });
});
test('stands anything', () => standsAnything(winhttpProxy, samples));
test('is quick', () => isQuick(winhttpProxy, english));
