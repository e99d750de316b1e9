import { against, all, cause, fair, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { clockRefused, withoutTickets } from '../readings/kerberos.ts';
import { names, place, span } from '../readings/sentences.ts';
import { anySigned, hersSigned, lineOf } from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain, otherCure } from '../readings/tries.ts';

/** Kerberos lets clocks differ by five minutes (RFC 4120; the Windows default). */
const toleranceSeconds = 300;
const clocks = (seen: Seen) =>
  seen.keys('servers').flatMap((server) => {
    const seconds = seen.number(`servers[${server}].clockSkewSeconds`);
    return seconds === undefined ? [] : [{ server, seconds }];
  });
const off = (seen: Seen) => clocks(seen).filter(({ seconds }) => Math.abs(seconds) > toleranceSeconds);
const isOff = (seen: Seen): Truth => (clocks(seen).length === 0 ? undefined : off(seen).length > 0);
const which = (seen: Seen): string =>
  names(
    off(seen).map(
      ({ server, seconds }) => `${server} is ${span(seconds * 1000)} ${seconds > 0 ? 'ahead' : 'behind'}`,
    ),
  );
const clock = 'servers[ex16a].clockSkewSeconds';
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(96),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;
const refused = exampleLine({
  server: 'ex16a',
  log: 'iis',
  stem: '/mapi/emsmdb/',
  status: 401,
  substatus: 1,
  win32: 2148074276,
  signature: 'clock-skew',
});

export default cause({
  id: 'time-skew',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The clocks of the PC, a mail server or a domain controller differ by more than five minutes, so Kerberos refuses.',
  toUser: {
    says: 'The clock of your PC or of one of our servers is wrong, so the sign-in is refused. Your password is right.',
    todo: 'Compare the clock of your PC with your phone, and tell the helpdesk if they differ.',
  },
  signs: [
    proof('own-ticket-refused-for-time', {
      group: 'clock',
      when: (seen) => hersSigned(seen, clockRefused),
      says: (seen) =>
        `${place(lineOf(seen, clockRefused))}: this user's ticket was refused because the clocks differ.`,
      shown: { ...searched, 'log[]': refused },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    proof('clock-off-and-tickets-refused', {
      group: 'clock',
      when: (seen) => all(isOff(seen), anySigned(seen, clockRefused)),
      says: (seen) =>
        `${which(seen)}, and ${place(lineOf(seen, clockRefused))} shows a ticket refused for it.`,
      shown: { [clock]: 540, ...searched, 'log[]': refused },
      cleared: { [clock]: 2, ...searched, 'log[]': harmlessLine },
    }),
    strong('clock-off', {
      group: 'clock',
      when: isOff,
      says: (seen) => `${which(seen)}; Kerberos allows five minutes.`,
      shown: { [clock]: 540 },
      cleared: { [clock]: 2 },
    }),
    strong('tickets-refused-for-time', {
      group: 'clock',
      when: (seen) => anySigned(seen, clockRefused),
      says: (seen) => `${place(lineOf(seen, clockRefused))}: a ticket was refused because the clocks differ.`,
      shown: { ...searched, 'log[]': refused.map((line) => ({ ...line, user: 'CORP\\otto' })) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    began(
      weak,
      'began-with-a-clock',
      ['dc-change', 'failover', 'computer-change', 'os-update'],
      'a clock may have been set anew',
    ),
    leafSign(
      weak,
      'after-a-restart',
      'timeline.pattern',
      ['after-reboot'],
      'peak',
      'It comes after a restart, when a clock may be set from the hardware.',
    ),
    cures(fair, 'ends-with-ntlm', ['ntlm-only'], 'With NTLM alone, which allows more, it was gone.'),
    against.strong('clocks-agree', {
      when: (seen) => {
        const found = isOff(seen);
        return all(found === undefined ? undefined : !found, anySigned(seen, clockRefused) !== true);
      },
      says: (seen) =>
        `The clocks of ${names(clocks(seen).map(({ server, seconds }) => `${server} (${seconds} s)`))} agree with ours.`,
      shown: { [clock]: 2 },
      cleared: { [clock]: 540 },
    }),
    against.strong('no-such-refusal', {
      when: (seen) => {
        const found = anySigned(seen, clockRefused);
        return all(found === undefined ? undefined : !found, isOff(seen) !== true);
      },
      says: () => 'The logs of the front ends of the last three days hold no refusal for the time.',
      shown: { ...searched, 'log[]': harmlessLine },
      cleared: { ...searched, 'log[]': refused },
    }),
    against.fair('clients-without-tickets', {
      when: withoutTickets,
      says: () => 'The clients concerned get no Kerberos ticket at all.',
      shown: { 'scope.only': ['not-domain-joined'] },
      cleared: { 'scope.only': ['with:kerberos'], 'client.domainJoined': true, 'scope.insideWorks': false },
    }),
    inVain(against.strong, 'ntlm-did-nothing', ['ntlm-only'], 'With NTLM alone it went on.'),
    otherCure('ntlm-only', 'reboot-pc', 'basic'),
  ],
  remedies: ['correct-clock'],
  meanwhile: [
    'Do not set the clock of a server by hand while mail runs: let it follow its domain controller.',
    'Do not change the password.',
    'Use web mail.',
  ],
  sources: [
    'RFC 4120, KRB_AP_ERR_SKEW',
    'SSPI status 80090324 (SEC_E_TIME_SKEW)',
    'Microsoft, Windows Time service',
  ],
});
