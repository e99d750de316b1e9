import { z } from 'zod';
import type { Seen } from '../cause.ts';
import { poolOf, textOf, writtenAt } from '../readings/lines.ts';
import { hour } from '../readings/mailbox.ts';
import { quoted } from '../readings/offers.ts';
import { proofs, whyNoProof } from '../readings/recycle.ts';
import { moment, names, span } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { serverOf } from '../readings/stale-location.ts';
import { action, type Parameters } from '../remedy.ts';

/** The pools that hold locations, by the lower-case name that a plan carries. */
const pools = {
  msexchangeautodiscoverapppool: 'MSExchangeAutodiscoverAppPool',
  msexchangeservicesapppool: 'MSExchangeServicesAppPool',
} as const;
const schema = z.strictObject({
  pool: z.enum(['msexchangeautodiscoverapppool', 'msexchangeservicesapppool']),
  servers: z
    .array(z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a short server name, lower case'))
    .min(1)
    .refine((servers) => new Set(servers).size === servers.length, 'each server once'),
});
type Recycle = z.infer<typeof schema>;
const read = (parameters: Parameters): Recycle => schema.parse(parameters);
const poolName = (parameters: Parameters): string => pools[read(parameters).pool];

/** The Autodiscover pool when a line proves it there, else the pool of the proven line. */
const poolFor = (seen: Seen): Recycle['pool'] => {
  const proven = proofs(seen).map(({ value }) => poolOf(value));
  return proven.length === 0 || proven.includes(pools.msexchangeautodiscoverapppool)
    ? 'msexchangeautodiscoverapppool'
    : 'msexchangeservicesapppool';
};
const number = (seen: Seen, server: string, parameters: Parameters, leaf: 'sessions' | 'users') =>
  seen.number(`pools[${server}/${read(parameters).pool}].${leaf}`);

export default action({
  id: 'recycle-app-pool',
  title: 'Recycle the application pool that holds the old mailbox location, on every front end',
  effect: 'organisation',
  schema,
  parameters: (seen) => ({ pool: poolFor(seen), servers: [...frontEnds(seen)].sort() }),
  when: (seen, { proven }) => {
    const [first] = proofs(seen);
    if (first === undefined) return { offered: false, why: whyNoProof(seen) };
    if (!proven) return { offered: false, why: 'The cause is not proven for this mailbox.' };
    if (seen.is('mailbox.exchange', '2013', '2016', '2019') !== true) {
      return {
        offered: false,
        why: `The directory does not show ${seen.mailbox} on Exchange 2013 or later, so a recycle would fill in the old place again.`,
      };
    }
    return {
      offered: true,
      why: `${serverOf(first.value)} sent a request of ${textOf(first.value, 'anchor') ?? seen.mailbox} to ${textOf(first.value, 'target') ?? 'Exchange 2010'} ${moment(writtenAt(first.value))}, after the move and after the pool was started.`,
    };
  },
  targets: (parameters) => read(parameters).servers,
  command: (parameters, target) =>
    `Invoke-Command -ComputerName ${quoted(target)} -ScriptBlock { Import-Module WebAdministration; Restart-WebAppPool -Name ${quoted(poolName(parameters))} }`,
  impact: (seen, parameters) => [
    `${poolName(parameters)} is recycled on ${names(read(parameters).servers)}, one after the other; each must answer again before the next.`,
    'It affects the whole organisation: at one site nearly every other Outlook 2010 client was then asked to restart, moved or not. There is no history here.',
    ...read(parameters).servers.map((server) => {
      const sessions = number(seen, server, parameters, 'sessions');
      const users = number(seen, server, parameters, 'users');
      const started = seen.time(`pools[${server}/${read(parameters).pool}].startedAt`);
      return `${server}: ${sessions === undefined ? 'number of sessions unseen' : `${sessions} sessions`}${users === undefined ? '' : `, up to ${users} users`}; the pool runs since ${started === undefined ? 'an unknown time' : `${moment(started)} (${span(seen.now - started)})`}.`;
    }),
    `The directory names ${seen.text('mailbox.server') ?? 'a newer server'} as the server of ${seen.mailbox}; every domain controller that Exchange uses must do so first, or the old place is filled in again.`,
    'Do it outside office hours, once after a batch of moves, not once a user.',
  ],
  limits: (seen, parameters) => {
    const shown = read(parameters).servers.flatMap(
      (server) => number(seen, server, parameters, 'sessions') ?? [],
    );
    return shown.length === 0 ? {} : { sessions: Math.ceil(1.5 * Math.max(...shown)) };
  },
  ifNothing: 'The held location ends by itself within twelve hours of the move.',
  alternative: 'Wait: use web mail, with Outlook closed, until then.',
  evidence: (seen) => {
    const found = proofs(seen);
    return [
      ...found.map(({ path }) => path),
      'mailbox.movedAt',
      ...new Set(
        found.map(({ value }) => `pools[${serverOf(value)}/${poolOf(value).toLowerCase()}].startedAt`),
      ),
    ];
  },
  coolDownMs: 12 * hour,
  consequences:
    'Autodiscover or EWS of each server starts anew; running Outlook sessions go on, some clients ask for one restart.',
  rollback: 'A recycle cannot be taken back; the pool fills its cache anew by itself.',
  verification:
    'Every front end answers the Autodiscover question for this mailbox with settings (200), no new request of this user is sent to Exchange 2010, and Outlook connects at its next start.',
  source:
    'Microsoft, "Outlook logon fails after mailbox moves from Exchange 2010 to Exchange 2013/2016"; KB3196518',
});
