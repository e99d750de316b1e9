import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { lastPart, smtpAddresses } from '../printed/names.ts';

/** MapiHttpEnabled of one mailbox: empty means as the organisation says. */
function mapiHttp(object: PrintedObject): string | undefined {
  const text = object.text('MapiHttpEnabled');
  if (text === undefined) return undefined;
  const flag = object.flag('MapiHttpEnabled');
  return flag === undefined ? (text === '' ? 'inherit' : undefined) : flag ? 'on' : 'off';
}
const blocks = {
  MAPIBlockOutlookRpcHttp: 'rpc-http',
  MAPIBlockOutlookVersions: 'versions',
  MAPIBlockOutlookNonCachedMode: 'non-cached',
  MAPIBlockOutlookExternalConnectivity: 'external',
} as const;
type Blocking = keyof typeof blocks;
const blocking = Object.keys(blocks) as readonly Blocking[]; // the keys of the table above

/** What is blocked; a list of those that were printed says nothing of the others. */
function blocked(object: PrintedObject): readonly string[] | undefined {
  const printed = blocking.filter((name) => object.text(name) !== undefined);
  if (printed.length === 0) return undefined;
  const on = printed.filter((name) =>
    name === 'MAPIBlockOutlookVersions' ? object.text(name) !== '' : object.flag(name) === true,
  );
  return [...on.map((name) => blocks[name]), ...(printed.length < blocking.length ? ['…'] : [])];
}

export default cmdletFamily({
  id: 'cas-mailbox',
  cmdlets: ['Get-CASMailbox'],
  reads: [
    ...[
      'Name',
      'DisplayName',
      'Identity',
      'PrimarySmtpAddress',
      'SamAccountName',
      'EmailAddresses',
      'LegacyExchangeDN',
    ],
    ...['MAPIEnabled', 'MapiHttpEnabled', ...blocking],
  ],
  marks: [
    ['MAPIEnabled', 'EwsEnabled'],
    ['MAPIEnabled', 'OWAEnabled'],
    ['PrimarySmtpAddress', 'MapiHttpEnabled'],
    ['MAPIEnabled', 'MapiHttpEnabled'],
    ...blocking.map((name) => [name]),
  ],
  whose: (object) => [
    ...[object.text('PrimarySmtpAddress'), object.text('SamAccountName')].map((one) => one ?? ''),
    ...(smtpAddresses(object.list('EmailAddresses')) ?? []),
    ...[
      object.argument,
      lastPart(object.text('Identity')),
      object.text('Name'),
      object.text('DisplayName'),
    ].map((one) => one ?? ''),
  ],
  read: (object) => [
    ['MAPIEnabled', 'mailbox.mapiEnabled', object.flag('MAPIEnabled')],
    ['MapiHttpEnabled', 'mailbox.mapiHttp', mapiHttp(object)],
    [blocking.find((name) => object.has(name)) ?? '', 'mailbox.blocks', blocked(object)],
    ['LegacyExchangeDN', 'mailbox.legacyDn', object.text('LegacyExchangeDN') || undefined],
  ],
});
