import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { keyPart, serverName, serverOf } from '../printed/names.ts';

/** The vocabulary's names of virtual directories by the words in which Exchange names them. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^autodiscover\b/i, 'autodiscover'],
  [/^mapi\b/i, 'mapi'],
  [/^ews\b/i, 'ews'],
  [/^oab\b/i, 'oab'],
  [/^owa\b/i, 'owa'],
  [/^ecp\b/i, 'ecp'],
  [/^microsoft-server-activesync\b/i, 'activesync'],
  [/^powershell\b/i, 'powershell'],
];

const byCmdlet: Readonly<Record<string, string>> = {
  'get-mapivirtualdirectory': 'mapi',
  'get-autodiscovervirtualdirectory': 'autodiscover',
  'get-webservicesvirtualdirectory': 'ews',
  'get-oabvirtualdirectory': 'oab',
  'get-owavirtualdirectory': 'owa',
  'get-ecpvirtualdirectory': 'ecp',
  'get-activesyncvirtualdirectory': 'activesync',
};

/** `EX16A\mapi (Default Web Site)` or the name alone beside the server; clients meet the front end only. */
function keyOf(object: PrintedObject): string | undefined {
  const identity = object.text('Identity') || object.text('Name') || object.argument || '';
  const [server, directory] = identity.includes('\\') ? identity.split('\\') : [undefined, identity];
  const told = `${identity} ${object.text('Name') ?? ''} ${object.text('WebSite') ?? ''} ${object.text('WebSiteName') ?? ''}`;
  if (/exchange back end/i.test(told)) return undefined;
  const name = names.find(([pattern]) => pattern.test(directory ?? ''))?.[1] ?? byCmdlet[object.cmdlet ?? ''];
  const own = serverName(object.text('Server')) ?? serverName(server) ?? serverOf(object, 'ServerName');
  return own === undefined || name === undefined ? undefined : keyPart(`${own}/${name}`);
}

export default cmdletFamily({
  id: 'virtual-directory',
  cmdlets: [
    ...['Get-MapiVirtualDirectory', 'Get-AutodiscoverVirtualDirectory', 'Get-WebServicesVirtualDirectory'],
    ...['Get-OabVirtualDirectory', 'Get-OwaVirtualDirectory', 'Get-EcpVirtualDirectory'],
    'Get-ActiveSyncVirtualDirectory',
  ],
  reads: [
    ...['Identity', 'Name', 'Server', 'ServerName', 'WebSite', 'WebSiteName', 'InternalUrl', 'ExternalUrl'],
    ...['IISAuthenticationMethods', 'InternalAuthenticationMethods', 'ExternalAuthenticationMethods'],
  ],
  marks: [
    ['Identity', 'InternalUrl'],
    ['Identity', 'ExternalUrl'],
    ['Server', 'InternalUrl'],
    ['Identity', 'InternalAuthenticationMethods'],
    ['Identity', 'IISAuthenticationMethods', 'InternalAuthenticationMethods'],
  ],
  read: (object) => {
    const key = keyOf(object);
    if (key === undefined) return [];
    const path = (leaf: string): string => `vdirs[${key}].${leaf}`;
    const iis = object.list('IISAuthenticationMethods');
    const side = (name: 'Internal' | 'External') => {
      const property = `${name}AuthenticationMethods`;
      const own = object.list(property);
      const leaf = path(`${name.toLowerCase()}Auth`);
      // MAPI over HTTP has one list for both sides.
      return own === undefined && key.endsWith('/mapi')
        ? (['IISAuthenticationMethods', leaf, iis] as const)
        : ([property, leaf, own] as const);
    };
    return [
      ['InternalUrl', path('internalUrl'), object.text('InternalUrl')],
      ['ExternalUrl', path('externalUrl'), object.text('ExternalUrl')],
      side('Internal'),
      side('External'),
    ];
  },
});
