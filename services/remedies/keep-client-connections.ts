import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'keep-client-connections',
  title: 'Let the device keep one client connection on one server connection',
  effect: 'organisation',
  parameters: (seen) => ({
    product: seen.text('path.product') || 'the device',
    servers: [...frontEnds(seen)].sort(),
  }),
  when: whenLikely,
  steps: (_, { product, servers }) => [
    `Save the configuration of ${product} first.`,
    `Surest: pass port 443 through unopened (layer 4) to ${names(Array.isArray(servers) ? servers.map(String) : [])}; then the device sees no requests and cannot share connections.`,
    'Where requests must be read: switch connection sharing (multiplexing, keep-alive pools) off towards Exchange, keep HTTP/1.1 alive from end to end, and pass Authorization and WWW-Authenticate unchanged; nginx does this for NTLM only in its commercial edition.',
    'Exempt /mapi, /rpc, /EWS, /OAB and /Autodiscover from caching, rewriting and pre-authentication; allow 1 GB bodies on /rpc, and long requests on /mapi.',
    'With Extended Protection on, a device that opens TLS needs the very same certificate as the servers.',
  ],
  consequences: 'Every connection through the device is made anew once.',
  rollback: 'Load the saved configuration of the device, for the rules that were changed.',
  verification:
    'Our account is let in by NTLM through the common name as on each front end, on one connection, twenty times in a row.',
  source: '[MS-NTHT]; Microsoft, "Load balancing in Exchange Server"',
});
