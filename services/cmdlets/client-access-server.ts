import { cmdletFamily } from '../cmdlet.ts';
import { serverName, serverOf } from '../printed/names.ts';
import { andMore } from '../vocabulary.ts';

const uri = 'AutoDiscoverServiceInternalUri';
const credential = 'AlternateServiceAccountConfiguration';

export default cmdletFamily({
  id: 'client-access-server',
  cmdlets: ['Get-ClientAccessServer', 'Get-ClientAccessService'],
  reads: ['Name', 'Fqdn', 'Identity', uri, 'AutoDiscoverSiteScope', 'OutlookAnywhereEnabled', credential],
  marks: [[uri], ['AutoDiscoverSiteScope'], [credential]],
  read: (object) => {
    const server = serverOf(object, 'Name', 'Fqdn', 'Identity');
    if (server === undefined) return [];
    const url = object.text(uri);
    const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
    const account =
      /([\w.-]{1,80}\\[\w.$-]{1,80})\s*$|Latest:[^,]{0,80},\s*([\w.-]{1,80}\\[\w.$-]{1,80})/.exec(
        (object.text(credential) ?? '').split(/Previous:/i)[0]?.trim() ?? '',
      );
    const holder = account?.[1] ?? account?.[2];
    return [
      [uri, `scp[${server}].url`, url],
      // A name without a domain may be of another server too: only what is this server's own is said.
      [
        uri,
        `scp[${server}].urlIsServerName`,
        host !== undefined && serverName(host) === server ? true : undefined,
      ],
      ['AutoDiscoverSiteScope', `scp[${server}].site`, object.list('AutoDiscoverSiteScope')],
      ['OutlookAnywhereEnabled', `vdirs[${server}/rpc].enabled`, object.flag('OutlookAnywhereEnabled')],
      [credential, 'kerberos.account', holder],
      [credential, 'kerberos.servers', holder === undefined ? undefined : [server, andMore]],
      [credential, 'kerberos.deployed', holder === undefined ? undefined : true],
    ];
  },
});
