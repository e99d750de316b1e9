import { backEnds, drifted } from '../readings/mapi-back-end.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const appcmd = '%SystemRoot%\\System32\\inetsrv\\appcmd.exe';
const section = '/section:system.webServer/security/authentication';
/** What Exchange 2016 ships (CSS-Exchange, applicationHost.config of 15.1.2375): SSL flags by directory. */
const flags = (path: string): string => (/^Exchange Back End\//i.test(path) ? 'Ssl' : 'Ssl,Ssl128');

export default advice({
  id: 'restore-iis-defaults',
  title: 'Put the IIS settings of /mapi back to what Exchange ships',
  effect: 'server',
  parameters: (seen) => ({
    places: [
      ...backEnds(seen)
        .filter((one) => drifted(seen, one) === true)
        .map(({ server, part }) => `${server}: Exchange Back End/mapi/${part}`),
      ...seen
        .keys('iis')
        .filter(
          (key) =>
            /\/default web site\/mapi$/i.test(key) &&
            seen.list(`iis[${key}].providers`)?.some((one) => /^negotiate:kerberos$/i.test(one)) === true,
        )
        .map((key) => `${key.split('/')[0]}: Default Web Site/mapi`),
    ],
  }),
  when: whenLikely,
  steps: (_, { places }) => {
    const list =
      Array.isArray(places) && places.length > 0
        ? places.map(String)
        : ['<server>: Exchange Back End/mapi/nspi'];
    return [
      'Compare first with HealthChecker and with a server that is well; touch only what differs, one server after the other.',
      ...list.flatMap((place) => {
        const [server = '<server>', path = ''] = place.split(': ');
        const set = `${appcmd} set config "${path}"`;
        return [
          `On ${server}, write down what is there: ${appcmd} list config "${path}" ${section}/windowsAuthentication   and   ${appcmd} list config "${path}" /section:system.webServer/security/access`,
          `On ${server}, only the providers that differ: ${set} ${section}/windowsAuthentication /-"providers.[value='Negotiate:Kerberos']" /commit:apphost   (likewise NTLM or Negotiate when they stand in the wrong order)`,
          `On ${server}: ${set} ${section}/windowsAuthentication /+"providers.[value='Negotiate']" /commit:apphost   and then   /+"providers.[value='NTLM']"`,
          `On ${server}: ${set} ${section}/windowsAuthentication /enabled:true /useKernelMode:false /commit:apphost`,
          `On ${server}: ${set} /section:system.webServer/security/access /sslFlags:${flags(path)} /commit:apphost`,
        ];
      }),
      'Never run "appcmd restore backup": it puts back everybody’s later changes as well. Leave file rights under V15\\ClientAccess alone.',
    ];
  },
  consequences: 'Outlook sessions through that server sign in anew; nothing else of IIS is touched.',
  rollback: 'Set the values that were written down with the same commands, for the same directories only.',
  verification:
    'The settings equal the defaults, an NSPI Bind and an EMSMDB Connect of a test mailbox succeed on that server, and no 401 with back-end status 401 follows for this user.',
  source: 'Microsoft, Default settings for Exchange virtual directories; CSS-Exchange HealthChecker',
});
