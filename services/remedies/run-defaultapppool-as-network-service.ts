import { fileVersion } from '../readings/legacy-path.ts';
import { whenLikely } from '../readings/offers.ts';
import { legacyOn2008R2 } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

const appcmd = '%SystemRoot%\\System32\\inetsrv\\appcmd.exe';

export default advice({
  id: 'run-defaultapppool-as-network-service',
  title: 'Run DefaultAppPool of the Exchange 2010 server as NetworkService until the update is in',
  effect: 'server',
  parameters: (seen) => ({
    servers: legacyOn2008R2(seen).filter((server) => fileVersion(seen, server) !== true),
  }),
  when: whenLikely,
  steps: (seen, { servers }) => {
    const list =
      Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<Exchange 2010 server>'];
    return list.flatMap((server) => {
      const identity = seen.text(`pools[${server}/defaultapppool].identity`);
      return [
        `On ${server}, write down the present identity${identity === undefined ? '' : ` (${identity} was seen)`}: ${appcmd} list apppool "DefaultAppPool" /text:processModel.identityType`,
        `On ${server}: ${appcmd} set apppool "DefaultAppPool" /processModel.identityType:NetworkService`,
        `On ${server}, outside office hours: ${appcmd} recycle apppool /apppool.name:"DefaultAppPool"`,
      ];
    });
  },
  consequences:
    'DefaultAppPool hosts /rpc on Exchange 2010: Outlook Anywhere sessions through that server reconnect. It is a stop-gap, not the repair.',
  rollback: `${appcmd} set apppool "DefaultAppPool" /processModel.identityType:<the identity that was written down, usually ApplicationPoolIdentity>, then recycle it.`,
  verification:
    'No InvalidToken line towards that server follows in the http-proxy logs, and Outlook connects to what lives there.',
  source: 'Field report (unverified by Microsoft); KB2990117 is the repair',
});
