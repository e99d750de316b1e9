import { reading, type Seen } from '../cause.ts';
import { failureContext } from './mapi-offer.ts';

/** A status that a place of Exchange answered before anybody signed in. */
export interface Answer {
  readonly path: string;
  /** The protocol, as a person names it: /mapi, /EWS. */
  readonly what: string;
  /** The server, or `vip`. */
  readonly node: string;
  readonly status: number;
}
const groups = [
  ['mapi', '/mapi'],
  ['ews', '/EWS'],
  ['oab', '/OAB'],
  ['outlookAnywhere', '/rpc'],
] as const;
const nodeOf = (key: string): string => (key.split('@')[1] ?? 'vip').split('/')[0] ?? 'vip';

/** Every status that was answered before a sign-in, health pages among them. */
export const answers = reading((seen: Seen): readonly Answer[] => [
  ...groups.flatMap(([group, what]) =>
    seen.keys(group).flatMap((key): readonly Answer[] => {
      const path = `${group}[${key}].anonymousStatus`;
      const status = seen.number(path);
      return status === undefined ? [] : [{ path, what, node: nodeOf(key), status }];
    }),
  ),
  ...seen.keys('mapi').flatMap((key): readonly Answer[] => {
    const path = `mapi[${key}].health`;
    const status = Number.parseInt(seen.text(path) ?? '', 10);
    return Number.isNaN(status) ? [] : [{ path, what: '/mapi/healthcheck.htm', node: nodeOf(key), status }];
  }),
  ...seen.keys('autodiscover').flatMap((key): readonly Answer[] => {
    const path = `autodiscover[${key}].status`;
    const status = seen.number(path);
    // The other steps ask other people's servers.
    return status === undefined || /\/(root|srv|redirect)$/i.test(key)
      ? []
      : [{ path, what: '/autodiscover', node: nodeOf(key), status }];
  }),
]);
export const isDown = ({ status }: Answer): boolean => status === 503;
export const saysStatus = ({ node, what, status }: Answer): string =>
  `${node === 'vip' ? 'the common name' : node} answers ${what} with ${status}`;

/** Whether a front end says that the back end failed behind it, by its failure context. */
export const backEndFailed = reading((seen: Seen): string | undefined =>
  seen.keys('mapi').find((key) => {
    const said = failureContext(seen.text(`mapi[${key}].failureContext`));
    return said !== undefined && /^backend$/i.test(said.who) && /^5\d\d$/.test(said.status);
  }),
);
