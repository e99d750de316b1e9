import { expect, test } from '@jest/globals';
import connectionStatus from '../../../services/readers/connection-status.ts';
import { readWith, valuesOf } from './read-with.ts';
import { standsAnything } from './reading.ts';
import samples, { german, older, tabbed, typed } from './samples/connection-status.ts';

const rows = (text: string): readonly unknown[] =>
  valuesOf(readWith(connectionStatus, text), 'connections[]');

test('a table copied with tabs', () => {
  expect(rows(tabbed)).toEqual([
    {
      server: 'mail.contoso.example',
      type: 'mail',
      protocol: 'HTTP',
      authn: 'Nego*',
      status: 'Established',
      failures: 0,
    },
    {
      server: 'ex10a.corp.local',
      proxy: 'mail.contoso.example',
      type: 'directory',
      protocol: 'RPC/HTTP',
      authn: 'NTLM',
      status: 'Disconnected',
      failures: 5,
    },
  ]);
});
test('a German one; its status in the words of the English one', () => {
  expect(rows(german)).toEqual([
    {
      server: 'ex10a.corp.local',
      proxy: 'mail.contoso.example',
      type: 'mail',
      protocol: 'RPC/HTTP',
      authn: 'NTLM',
      status: 'Disconnected',
      failures: 9,
    },
  ]);
});
test('Outlook 2010 names the connection: HTTPS is Outlook Anywhere there', () => {
  expect(rows(older)).toEqual([
    {
      server: 'ex10a.corp.local',
      type: 'directory',
      protocol: 'RPC/HTTP',
      status: 'Established',
      failures: 0,
    },
    { server: 'ex10a.corp.local', type: 'mail', protocol: 'RPC/TCP', status: 'Connecting', failures: 1 },
  ]);
});
test('rows as people type them', () => {
  expect(rows(typed)).toEqual([
    { server: 'ex10a.corp.local', type: 'mail', protocol: 'RPC/TCP', status: 'Established' },
    {
      server: 'ex10a.corp.local',
      proxy: 'mail.contoso.example',
      type: 'public-folders',
      protocol: 'RPC/HTTP',
      authn: 'NTLM',
      status: 'Disconnected',
    },
  ]);
});
test('sentences, another table and half a row are no rows', () => {
  const { facts, ignored } = readWith(
    connectionStatus,
    'My mail is Disconnected, since Monday, over HTTP I think\nName\tStatus\tType\nSpooler\tRunning\tService\n12\tanna@contoso.example\tAnna',
  );
  expect([facts, ignored.map(({ says }) => says)]).toEqual([[], ['not known to any reader']]);
});
test('whatever is done to it, it stands', () => standsAnything(connectionStatus, samples));
