import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { legacyServers } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'set-load-balancer-persistence',
  title: 'Keep a client on one server for the length of its session',
  effect: 'organisation',
  parameters: (seen) => ({
    product: seen.text('path.product') || 'the load balancer',
    balancing: seen.text('path.balancing') ?? '',
  }),
  when: whenLikely,
  steps: (seen, { product, balancing }) => [
    `Save the configuration of ${product} first (it now balances: ${balancing || 'not told'}).`,
    'Exchange 2013 and later need no persistence between connections, but all requests of one connection must go to one server: balance by connection, never by request.',
    `Exchange 2010 needs persistence for every client protocol (${names(legacyServers(seen))}).`,
    'Check each server by /mapi/healthcheck.htm and /rpc/healthcheck.htm, and take out only what answers no 200.',
    'Let no proxy hide the clients’ addresses from the device while it persists by them: else choose a cookie.',
  ],
  consequences: 'Clients are spread anew once; each Outlook connects again by itself.',
  rollback: 'Load the saved configuration of the device, for the rules that were changed.',
  verification:
    'No X-ResponseCode 10, 13 or 15 for this user for a day, and X-FEServer stays the same through the common name on one connection.',
  source: 'Microsoft, "Load balancing in Exchange Server"; [MS-OXCMAPIHTTP] 2.2.3.3.3',
});
