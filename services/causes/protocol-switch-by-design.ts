import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  reading,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { comesAgain, day, firstPopup, moreThanOneRestart, moved, tried } from '../readings/mailbox.ts';
import { moment, names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { inVain } from '../readings/tries.ts';

const arrived = ['new-server', 'server-update'];
/** Setup of the first Exchange 2016 switches MAPI/HTTP on for an organisation that had only 2010. */
const broughtByNewServer = (seen: Seen): Truth =>
  all(
    any(...arrived.map((what) => seen.has('timeline.after', what))),
    seen.flag('org.mapiHttp'),
    not(seen.has('scope.only', 'moved-only')) !== false,
  );
const switched = (seen: Seen): Truth =>
  any(seen.has('timeline.after', 'protocol-switch'), broughtByNewServer(seen));

const went = (seen: Seen, line: ElementValue, stem: RegExp): Truth =>
  textOf(line, 'signature') === 'success' && stem.test(textOf(line, 'stem') ?? '')
    ? isAboutHer(seen, line)
    : false;
/** When her requests by Outlook Anywhere and by MAPI/HTTP were written. */
const times = reading(
  (seen: Seen): { readonly old: readonly number[]; readonly young: readonly number[] } => {
    const of = (stem: RegExp): readonly number[] =>
      seen
        .elements('log')
        .flatMap(({ value }) => (went(seen, value, stem) === true ? (writtenAt(value) ?? []) : []));
    return { old: of(/^\/rpc/i), young: of(/^\/mapi/i) };
  },
);
/** When they went over from the one to the other, ms since the epoch; undefined when the logs do not show both. */
function wentOver(seen: Seen): number | undefined {
  const { old, young } = times(seen);
  if (old.length === 0 || young.length === 0) return undefined;
  const first = Math.min(...young);
  return Math.max(...old) < first ? first : undefined;
}
const logged = (stem: string, hours: number) =>
  exampleLine({
    server: 'ex16a',
    log: 'http-proxy',
    stem,
    status: 200,
    signature: 'success',
    at: hoursBefore(hours),
  });

export default cause({
  id: 'protocol-switch-by-design',
  side: 'moves',
  popups: ['restart'],
  usual: 'occasional',
  byDesign:
    'One request to restart Outlook after MAPI/HTTP (or Outlook Anywhere) was switched on or off is expected: Outlook takes up the new protocol at its next start.',
  says: 'MAPI/HTTP was switched on or off; Outlook asks once for a restart because it is to speak another protocol.',
  toUser: {
    says: 'Our servers now speak a newer protocol with Outlook. Outlook asks once to be restarted for it, and that is all.',
    todo: 'Close Outlook and start it again once.',
  },
  signs: [
    must('protocol-switched', {
      when: switched,
      says: (seen) =>
        switched(seen) === true
          ? `The protocol was switched: ${names(seen.list('timeline.after') ?? [])}.`
          : `It began after something else: ${names(seen.list('timeline.after') ?? [])}.`,
      shown: { 'timeline.after': ['protocol-switch'] },
      cleared: { 'timeline.after': ['password-change'] },
    }),
    strong('asks-for-a-restart', {
      when: (seen) => {
        const first = firstPopup(seen);
        return first === undefined ? undefined : first === 'restart';
      },
      says: () => 'The message asks to quit and restart Outlook.',
      shown: { 'popup.kind': 'restart', 'popup.chain': ['restart'] },
      cleared: { 'popup.kind': 'credential', 'popup.chain': ['credential'] },
    }),
    strong('requests-went-over', {
      group: 'switch',
      when: (seen) => {
        const { old, young } = times(seen);
        if (old.length === 0 || young.length === 0) return undefined;
        const at = wentOver(seen);
        return at !== undefined && at > seen.now - 7 * day;
      },
      says: (seen) =>
        `The logs show this user's Outlook on /rpc before, and on /mapi since ${moment(wentOver(seen))}.`,
      shown: {
        'mailbox.sam': 'anna',
        'log[]': [...logged('/rpc/rpcproxy.dll', 30), ...logged('/mapi/emsmdb/', 2)],
      },
      cleared: {
        'mailbox.sam': 'anna',
        'log[]': [...logged('/rpc/rpcproxy.dll', 1), ...logged('/mapi/emsmdb/', 2)],
      },
    }),
    fair('began-with-the-switch', {
      group: 'switch',
      ...listNames(
        'timeline.after',
        ['protocol-switch'],
        'It began when MAPI/HTTP or Outlook Anywhere was switched.',
        'own-move',
      ),
    }),
    fair('only-once', leafIs('timeline.pattern', ['once'], 'It came once.', 'every-start')),
    fair(
      'everybody-at-once',
      leafIs(
        'scope.affected',
        ['all', 'all-on-one-version', 'some'],
        (seen) =>
          `Many people see it at once (${seen.text('scope.affected')}), as a switch of the organisation makes it.`,
        'one-pc',
      ),
    ),
    weak('over-after-it', {
      when: (seen) =>
        any(
          seen.is('popup.kind', 'gone'),
          seen.flag('timeline.endsAlone'),
          tried(seen, ['reboot-pc'], 'cured'),
        ),
      says: () => 'It is over after one restart.',
      shown: { 'popup.kind': 'gone' },
      cleared: {
        'popup.kind': 'restart',
        'timeline.endsAlone': false,
        'tried[]': [{ what: 'reboot-pc', result: 'nothing' }],
      },
    }),
    weak(
      'speaks-mapi-http-now',
      leafIs('client.protocol', ['HTTP'], 'Outlook speaks MAPI/HTTP now.', 'RPC/TCP'),
    ),
    weak('own-mailbox-stayed', flagIs('mailbox.moved', false, 'The own mailbox was not moved.')),
    against.strong('comes-again', {
      when: moreThanOneRestart,
      says: (seen) =>
        comesAgain(seen) === true
          ? `It comes again (${seen.text('timeline.pattern')}); a switch asks for one restart.`
          : `More follows (${names(seen.list('popup.chain') ?? [seen.text('popup.kind') ?? 'another box'])}); a switch asks for one restart and nothing else.`,
      shown: { 'timeline.pattern': 'every-start' },
      cleared: {
        'timeline.pattern': 'once',
        'popup.kind': 'restart',
        'popup.chain': ['restart'],
        'popup.afterCancel': 'nothing',
      },
    }),
    against.fair('own-move-explains-it', {
      when: (seen) => all(moved(seen), seen.has('timeline.after', 'protocol-switch') !== true),
      says: (seen) => `${seen.mailbox} was moved, which asks for a restart by itself.`,
      shown: { 'mailbox.moved': true },
      cleared: { 'mailbox.moved': false },
    }),
    against.fair(
      'still-speaks-rpc-tcp',
      leafIs(
        'client.protocol',
        ['RPC/TCP'],
        'Outlook still speaks RPC/TCP, so nothing was switched for it.',
        'HTTP',
      ),
    ),
    against.strong('held-off', {
      when: (seen) => any(seen.flag('client.mapiHttpDisabled'), seen.is('mailbox.mapiHttp', 'off')),
      says: (seen) =>
        `MAPI/HTTP is off for ${seen.flag('client.mapiHttpDisabled') === true ? 'this PC (MapiHttpDisabled)' : seen.mailbox}, so a switch of the organisation does not reach it.`,
      shown: { 'client.mapiHttpDisabled': true },
      cleared: { 'client.mapiHttpDisabled': false, 'mailbox.mapiHttp': 'inherit' },
    }),
    inVain(against.fair, 'a-restart-in-vain', ['reboot-pc'], 'Restarting did not end it.'),
    against.weak('works-as-before', {
      when: (seen) =>
        seen.someElement(
          'log',
          (line) => all(went(seen, line, /^\/rpc/i), (writtenAt(line) ?? seen.now) > seen.now - day),
          { log: 'http-proxy', from: seen.now - day },
        ),
      says: () => "This user's Outlook still speaks Outlook Anywhere today.",
      shown: { 'mailbox.sam': 'anna', 'log[]': logged('/rpc/rpcproxy.dll', 1) },
      cleared: {
        'mailbox.sam': 'anna',
        'searched[ex16b/http-proxy].from': hoursBefore(30),
        'searched[ex16b/http-proxy].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
  ],
  neverFirst: moreThanOneRestart,
  remedies: ['restart-outlook-once'],
  meanwhile: [
    'Restart Outlook once; if it asks again, report that.',
    'Do not switch the protocol back: everybody would be asked once more.',
  ],
  sources: [
    'Microsoft, "MAPI over HTTP in Exchange Server"',
    'Microsoft, "Configure MAPI over HTTP in Exchange Server"',
  ],
});
