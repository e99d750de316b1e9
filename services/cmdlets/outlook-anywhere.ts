import { cmdletFamily } from '../cmdlet.ts';
import { serverName, serverOf } from '../printed/names.ts';

export default cmdletFamily({
  id: 'outlook-anywhere',
  cmdlets: ['Get-OutlookAnywhere'],
  reads: [
    ...['Identity', 'Name', 'Server', 'ServerName', 'InternalHostname', 'ExternalHostname', 'SSLOffloading'],
    ...['IISAuthenticationMethods', 'ExternalClientAuthenticationMethod', 'ClientAuthenticationMethod'],
    'InternalClientAuthenticationMethod',
  ],
  marks: [
    ['ExternalHostname'],
    ['InternalHostname'],
    ['ExternalClientAuthenticationMethod'],
    ['InternalClientAuthenticationMethod'],
    ['ClientAuthenticationMethod', 'IISAuthenticationMethods'],
  ],
  read: (object) => {
    const identity = object.text('Identity') ?? '';
    const server =
      serverName(object.text('Server')) ??
      serverName(object.text('ServerName')) ??
      (identity.includes('\\') ? serverName(identity.split('\\')[0]) : undefined) ??
      serverOf(object);
    if (server === undefined) return [];
    const path = (leaf: string): string => `vdirs[${server}/rpc].${leaf}`;
    const iis = object.list('IISAuthenticationMethods');
    const told = object.has('ExternalClientAuthenticationMethod')
      ? 'ExternalClientAuthenticationMethod'
      : 'ClientAuthenticationMethod';
    const first = ['Identity', 'ServerName', 'Server', 'IISAuthenticationMethods', told].find((name) =>
      object.has(name),
    );
    return [
      // It is made by switching Outlook Anywhere on.
      [first ?? '', path('enabled'), true],
      ['InternalHostname', path('internalUrl'), object.text('InternalHostname')],
      ['ExternalHostname', path('externalUrl'), object.text('ExternalHostname')],
      ['IISAuthenticationMethods', path('internalAuth'), iis],
      [told, path('externalAuth'), object.text(told) === '' ? undefined : object.list(told)],
      ['SSLOffloading', path('sslOffloading'), object.flag('SSLOffloading')],
    ];
  },
});
