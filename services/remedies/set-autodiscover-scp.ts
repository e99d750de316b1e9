import { mailDomain } from '../readings/box.ts';
import { pointIsBroken, points } from '../readings/lookup.ts';
import { legacyVersions } from '../readings/mailbox.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'set-autodiscover-scp',
  title: 'Give the service connection points the right address',
  effect: 'organisation',
  parameters: (seen) => {
    const known = points(seen);
    const wrong = known.filter((key) => pointIsBroken(seen, key) === true);
    return {
      servers: [...(wrong.length > 0 ? wrong : known)].sort(),
      url: `https://autodiscover.${mailDomain(seen)}/Autodiscover/Autodiscover.xml`,
    };
  },
  when: whenLikely,
  steps: (seen, { servers, url }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return [
      `First make sure that ${url} resolves inside, has a certificate with its name, and answers 401 with Negotiate and NTLM on every front end; with both versions side by side it leads to the newest.`,
      ...list.flatMap((server) => {
        const legacy =
          seen.is(`servers[${server}].exchange`, ...legacyVersions) === true ||
          seen.is(`scp[${server}].exchange`, ...legacyVersions) === true;
        const noun =
          legacy || seen.is(`servers[${server}].exchange`, '2013') === true
            ? 'ClientAccessServer'
            : 'ClientAccessService';
        return [
          `Get-${noun} -Identity ${quoted(server)} | Format-List AutoDiscoverServiceInternalUri,AutoDiscoverSiteScope   (write down what is there)`,
          `Set-${noun} -Identity ${quoted(server)} -AutoDiscoverServiceInternalUri ${quoted(String(url))}`,
        ];
      }),
      'The object of a server that is gone has no cmdlet any more: let the directory team remove it below CN=<server>,CN=Autodiscover,CN=Protocols.',
    ];
  },
  consequences:
    'Every PC of the domain asks the new address at its next lookup, within an hour; domain controllers must replicate first.',
  rollback: 'Set the address that was written down, with the same command, on the servers that were changed.',
  verification:
    'Two domain controllers show the new address, it answers on every front end, and Outlook starts without the box.',
  source: 'Microsoft, Set-ClientAccessService, Set-ClientAccessServer',
});
