import { reading, type Seen, type Truth } from '../cause.ts';
import { onModernExchange } from './mailbox.ts';

/** Whether Outlook speaks MAPI/HTTP: on by default from 2013 SP1, so only what was seen against it counts. */
export const usesMapiHttp = reading((seen: Seen): Truth => {
  if (seen.is('client.protocol', 'RPC/HTTP', 'RPC/TCP') === true) return false;
  if (seen.is('mailbox.mapiHttp', 'off') === true) return false;
  if (seen.flag('org.mapiHttp') === false && seen.is('mailbox.mapiHttp', 'on') !== true) return false;
  return seen.is('client.protocol', 'HTTP') === true ? true : onModernExchange(seen);
});

/** How MAPI/HTTP was taken away in a trial, on the PC, the mailbox or the organisation. */
export const withoutMapiHttp = [
  'mapi-http-off-client',
  'mapi-http-off-mailbox',
  'mapi-http-off-organisation',
] as const;
