import { whenLikely } from '../readings/offers.ts';
import { legacyServers } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

const appcmd = '%SystemRoot%\\System32\\inetsrv\\appcmd.exe';

export default advice({
  id: 'raise-rpc-queue-limit',
  title: 'Lengthen the queue of /rpc on the older servers',
  effect: 'server',
  parameters: (seen) => ({ servers: [...legacyServers(seen)].sort() }),
  when: whenLikely,
  steps: (seen, { servers }) => {
    const list =
      Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<Exchange 2010 server>'];
    return list.flatMap((server) => {
      const limit = seen.number(`pools[${server}/defaultapppool].queueLimit`);
      return [
        `On ${server}, see and write down the present value${limit === undefined ? '' : ` (${limit} was seen)`}: ${appcmd} list apppool "DefaultAppPool" /text:queueLength`,
        `On ${server}, outside busy hours: ${appcmd} set apppool "DefaultAppPool" /queueLength:65535`,
        `On ${server}, compare requestQueueLimit of ASP.NET with KB2832198 when the 503 has sub-status 3.`,
      ];
    });
  },
  consequences:
    'The pool recycles when the value is set: Outlook Anywhere sessions of that server reconnect once.',
  rollback: 'Set the value that was written down with the same command.',
  verification:
    'No 503 for /rpc in the IIS log of these servers over two working days, at the hours that were bad.',
  source: 'Microsoft KB2832198',
});
