import type { Seen } from '../cause.ts';
import { providerOr } from '../readings/command-words.ts';
import { backEnds, drifted } from '../readings/mapi-back-end.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const appcmd = '%SystemRoot%\\System32\\inetsrv\\appcmd.exe';
const authentication = '/section:system.webServer/security/authentication/windowsAuthentication';
const access = '/section:system.webServer/security/access';
const kerberosOnly = (one: string): boolean => /^negotiate:kerberos$/i.test(one);

/** Keys of IIS whose settings are to be put back: drifted back ends, and front ends that take Kerberos alone. */
const places = (seen: Seen): readonly string[] => [
  ...backEnds(seen)
    .filter((one) => drifted(seen, one) === true)
    .map(({ key }) => key),
  ...seen
    .keys('iis')
    .filter(
      (key) =>
        /\/default web site\/mapi$/i.test(key) &&
        seen.list(`iis[${key}].providers`)?.some(kerberosOnly) === true,
    ),
];
const named = (key: string): readonly [server: string, path: string] => {
  const [server = '', site = '', ...rest] = key.split('/');
  return [server, `${/back end/i.test(site) ? 'Exchange Back End' : 'Default Web Site'}/${rest.join('/')}`];
};

/** The commands for one directory: what was seen to differ, or all of it where only that it differs was seen. */
function commands(seen: Seen, key: string): readonly string[] {
  const [server, path] = named(key);
  const at = `iis[${key}]`;
  const set = `On ${server}: ${appcmd} set config "${path}"`;
  const providers = seen.list(`${at}.providers`);
  const ssl = seen.list(`${at}.ssl`);
  const inOrder = providers?.map((one) => one.toLowerCase()).join() === 'negotiate,ntlm';
  const sslFlags = /^Exchange Back End/.test(path) ? 'Ssl' : 'Ssl,Ssl128';
  const sslRight = ssl?.some((flag) => /^ssl$/i.test(flag)) === true;
  return [
    `On ${server}, write down what is there: ${appcmd} list config "${path}" ${authentication}   and   ${appcmd} list config "${path}" ${access}`,
    ...(inOrder
      ? []
      : [
          ...(providers ?? ['<each provider listed>']).map(
            (one) =>
              `${set} ${authentication} /-"providers.[value='${providerOr(one, '<provider>')}']" /commit:apphost`,
          ),
          ...['Negotiate', 'NTLM'].map(
            (one) => `${set} ${authentication} /+"providers.[value='${one}']" /commit:apphost`,
          ),
        ]),
    ...(seen.flag(`${at}.windows`) === true && seen.flag(`${at}.kernelMode`) === false
      ? []
      : [`${set} ${authentication} /enabled:true /useKernelMode:false /commit:apphost`]),
    ...(sslRight ? [] : [`${set} ${access} /sslFlags:${sslFlags} /commit:apphost`]),
  ];
}

export default advice({
  id: 'restore-iis-defaults',
  title: 'Put the IIS settings of /mapi back to what Exchange ships',
  effect: 'server',
  parameters: (seen) => ({ places: places(seen) }),
  when: whenLikely,
  steps: (seen, { places: wanted }) => {
    const list =
      Array.isArray(wanted) && wanted.length > 0
        ? wanted.map(String)
        : ['<server>/Exchange Back End/mapi/nspi', '<server>/Exchange Back End/mapi/emsmdb'];
    return [
      'Compare first with HealthChecker and with a server that is well; touch only what differs, one server after the other, in an elevated command prompt.',
      ...list.flatMap((key) => commands(seen, key)),
      'Never run "appcmd restore backup": it puts back everybody’s later changes as well. Leave file rights under V15\\ClientAccess alone.',
    ];
  },
  consequences: 'Outlook sessions through that server sign in anew; nothing else of IIS is touched.',
  rollback: 'Set the values that were written down with the same commands, for the same directories only.',
  verification:
    'The settings equal the defaults, an NSPI Bind and an EMSMDB Connect of a test mailbox succeed on that server, and no 401 with back-end status 401 follows for this user.',
  source: 'Microsoft, Default settings for Exchange virtual directories; CSS-Exchange HealthChecker',
});
