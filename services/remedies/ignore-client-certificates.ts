import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const appcmd = '%SystemRoot%\\System32\\inetsrv\\appcmd.exe';

export default advice({
  id: 'ignore-client-certificates',
  title: 'Stop asking Outlook for a client certificate',
  effect: 'server',
  parameters: (seen) => ({
    product: seen.text('path.product') || 'the device in front',
    paths: seen
      .keys('iis')
      .filter((key) => seen.list(`iis[${key}].ssl`)?.some((flag) => /Cert$/i.test(flag)) === true),
  }),
  when: whenLikely,
  steps: (seen, { product, paths }) => {
    const asked = Array.isArray(paths) ? paths.map(String) : [];
    return [
      `On ${product}: set client certificates to "ignore" for the names that Outlook uses, or only ask below the paths that need them.`,
      ...asked.flatMap((key) => {
        const [server = '', site = '', ...rest] = key.split('/');
        const place = [site, ...rest].join('/');
        const kept = (seen.list(`iis[${key}].ssl`) ?? []).filter((flag) => !/Cert$/i.test(flag));
        return [
          `On ${server}: ${appcmd} list config "${place}" /section:access   (write down sslFlags)`,
          `On ${server}: ${appcmd} set config "${place}" /section:access /sslFlags:${kept.join(',') || 'None'} /commit:apphost`,
        ];
      }),
      ...(asked.length === 0
        ? [
            'If the device asks for none: look at SSL Settings of /mapi, /rpc, /EWS, /OAB and /Autodiscover in IIS on each front end; Exchange needs "Ignore" there.',
          ]
        : []),
      'Phones that sign in by certificate keep their own path (/Microsoft-Server-ActiveSync).',
    ];
  },
  consequences: 'Nobody signs in by certificate on these paths any more.',
  rollback:
    'Set the sslFlags that were written down on the paths that were changed; never restore a whole IIS configuration.',
  verification:
    'A TLS look through the common name shows no certificate request, IIS writes no more 403.7, and Outlook starts without the box.',
  source: 'Microsoft KB4488049; IIS access section (sslFlags)',
});
