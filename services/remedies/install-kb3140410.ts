import { fileVersion } from '../readings/legacy-path.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { legacyOn2008R2 } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'install-kb3140410',
  title: 'Install KB3140410 on every Exchange 2010 server on Windows Server 2008 R2',
  effect: 'organisation',
  parameters: (seen) => ({
    servers: legacyOn2008R2(seen).filter((server) => fileVersion(seen, server) !== true),
  }),
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) ? servers.map(String) : [];
    return [
      ...list.map(
        (server) =>
          `See what is there: Get-HotFix -ComputerName ${quoted(server)} -Id 'KB3140410','KB3125574' (an empty answer proves nothing: compare the file versions of the article).`,
      ),
      `In a maintenance window, install KB3140410 or a later roll-up that holds it on ${names(list)}, one server after the other.`,
      'Restart the server after installing; without the restart nothing is mended.',
      'If that must wait: on the Exchange 2010 server run appcmd set apppool "DefaultAppPool" /processModel.identityType:NetworkService, then recycle DefaultAppPool. Write down the identity it had. Outlook Anywhere sessions through that server reconnect.',
    ];
  },
  consequences: 'Each Exchange 2010 server restarts once; its users are disconnected for that time.',
  rollback:
    'Uninstall the update; for the stop-gap set DefaultAppPool back to the identity that was written down (usually ApplicationPoolIdentity).',
  verification:
    'No InvalidToken line towards these servers in 24 h, and none after the next change of their computer password (at most 30 days).',
  source: 'Microsoft KB2990117, KB3140410',
});
