import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, hoursBefore } from '../readings/examples.ts';
import { forcedToAsk, isForcedToAsk } from '../readings/forcing-values.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { day, either } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { helps } from '../readings/tries.ts';

const outsideTheDomain = (seen: Seen): Truth => {
  const only = any(
    seen.has('scope.only', 'not-domain-joined'),
    seen.has('scope.only', 'domain-joined') === true ? false : undefined,
  );
  return not(seen.flag('client.domainJoined')) ?? (only === true ? true : undefined);
};
/** Once for each start, and then it works. */
const acceptedEachTime = (seen: Seen): Truth => {
  const accepted = seen.text('popup.passwordAccepted');
  if (accepted !== undefined && accepted !== 'other') return accepted === 'accepted';
  return seen.is('timeline.pattern', 'every-start', 'every-logon', 'after-reboot', 'once') === true
    ? true
    : undefined;
};
const succeeded = (seen: Seen, line: ElementValue): Truth => {
  const at = writtenAt(line);
  return textOf(line, 'signature') === 'success' &&
    /\/(mapi|rpc|ews|autodiscover)/i.test(textOf(line, 'stem') ?? '')
    ? all(isAboutHer(seen, line), at === undefined ? undefined : at <= seen.now && at > seen.now - day)
    : false;
};
const letIn = (seen: Seen): Truth =>
  seen.someElement(
    'log',
    (line) => succeeded(seen, line),
    everyFrontEnd(seen, 'http-proxy', () => seen.now - day),
  );
const success = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 200,
  signature: 'success',
});
const failure = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'front-end-401',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(100),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const outside = { 'client.domainJoined': { value: false, from: 'pasted' } } as const;
const inside = { 'client.domainJoined': { value: true, from: 'pasted' } } as const;

export default cause({
  id: 'not-domain-joined',
  side: 'client',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  byDesign:
    'A PC outside the domain has no sign-in that Exchange could take: Outlook asks once for each start, and that is expected.',
  says: 'The PC is not in the domain, so Outlook asks once per start and then works: expected.',
  toUser: {
    says: 'This computer is not part of our company network, so Outlook asks for your password at each start. That is expected.',
    todo: 'Nothing to do but type it; on a PC of your own you may tick "Remember my credentials".',
  },
  signs: [
    must('outside-the-domain', {
      when: outsideTheDomain,
      says: (seen) =>
        outsideTheDomain(seen) === true ? 'The PC is not in the domain.' : 'The PC is in the domain.',
      shown: outside,
      cleared: inside,
    }),
    must('asks-once-and-works', {
      when: acceptedEachTime,
      says: (seen) =>
        acceptedEachTime(seen) === true
          ? 'The box takes the password and stays away until the next start.'
          : `The box does not rest with the password (${seen.text('popup.passwordAccepted')}).`,
      shown: { 'popup.passwordAccepted': 'accepted' },
      cleared: { 'popup.passwordAccepted': 'refused' },
    }),
    proof('outside-and-let-in', {
      group: 'outside',
      when: (seen) => all(outsideTheDomain(seen), letIn(seen)),
      says: (seen) =>
        `The PC is not in the domain, and ${place(firstLine(seen, (line) => succeeded(seen, line)))} shows this user let in.`,
      shown: { ...outside, ...searched, 'log[]': success },
      cleared: { ...inside, ...searched, 'log[]': failure },
    }),
    strong('not-in-the-domain', {
      group: 'outside',
      when: outsideTheDomain,
      says: () => 'The PC is not in the domain, so it has no sign-in that Exchange could take.',
      shown: outside,
      cleared: inside,
    }),
    leafSign(
      strong,
      'takes-the-password',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The box takes the password and stays away until the next start.',
    ),
    leafSign(
      fair,
      'at-every-start',
      'timeline.pattern',
      ['every-start', 'every-logon', 'after-reboot'],
      'constant',
      'It comes once at every start.',
    ),
    fair('a-pc-of-the-domain-works', {
      when: (seen) =>
        any(
          seen.flag('scope.otherPcWorks'),
          all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
        ),
      says: () => 'On a PC of the domain the same person is not asked.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.insideWorks': false },
    }),
    leafSign(
      weak,
      'not-remembered',
      'popup.rememberTicked',
      [false],
      true,
      '"Remember my credentials" is not ticked.',
    ),
    listSign(
      weak,
      'another-computer',
      'timeline.after',
      ['computer-change'],
      'own-move',
      'It began with another computer.',
    ),
    leafSign(
      against.strong,
      'refused-or-back-again',
      'popup.passwordAccepted',
      ['refused', 'accepted-returns'],
      'accepted',
      'The box is back although the password was given: that is not expected of a PC outside the domain.',
    ),
    leafSign(
      against.strong,
      'again-and-again',
      'timeline.pattern',
      ['constant', 'hourly', 'random', 'peak'],
      'every-start',
      (seen) => `It comes ${seen.text('timeline.pattern')}, not once for each start.`,
    ),
    against.fair('a-setting-makes-it-ask', {
      when: (seen) => isForcedToAsk(seen),
      says: (seen) => `A setting on this PC makes it ask: ${names(forcedToAsk(seen))}.`,
      shown: { 'client.policy[DisableDomainCreds]': 1 },
      cleared: { 'client.policy[DisableDomainCreds]': 0 },
    }),
    against.fair('people-in-the-domain-too', {
      when: (seen) =>
        either(
          seen.is('scope.affected', 'all', 'moved-only', 'one-database', 'all-on-one-version'),
          seen.has('scope.only', 'domain-joined'),
        ),
      says: () => 'People on PCs of the domain see it, too.',
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-pc' },
    }),
    helps(
      against.strong,
      'something-else-helps',
      [
        'ntlm-only',
        'recycle-mapi',
        'recycle-autodiscover',
        'mapi-http-off-client',
        'direct-to-server',
        'extended-protection-off',
        'unlock',
      ],
      'Something that leaves the PC outside the domain helped.',
    ),
  ],
  remedies: ['store-sign-in-once'],
  meanwhile: [
    'Type the password at each start.',
    'Do not tick "Remember my credentials" on a PC that others use.',
  ],
  sources: [
    'Microsoft, "Outlook prompts for credentials" (PCs outside the domain)',
    'azure365pro.com, causes of Outlook credential prompts',
  ],
});
