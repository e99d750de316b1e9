import {
  against,
  all,
  any,
  cause,
  exampleMailbox,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  weak,
} from '../cause.ts';
import { harmlessLine, hoursBefore } from '../readings/examples.ts';
import { comesAgain, day, moved, movedAt, onModernExchange, tried } from '../readings/mailbox.ts';
import { moment, span } from '../readings/sentences.ts';
import { isLegacyHost, shortName } from '../readings/servers.ts';
import { everyAnswerNew, staleSomewhere } from '../readings/stale-location.ts';
import { cures } from '../readings/tries.ts';

/** Exchange 2013 and later put `<mailbox guid>@<domain>` in the server field. */
function profileNamesAnother(seen: Seen) {
  const told = seen.is('client.profileServerIs', 'other-exchange-server');
  if (told !== undefined) return told;
  const server = seen.text('client.profileServer');
  if (server === undefined || server === '') return undefined;
  if (server.includes('@')) return false;
  const own = seen.text('mailbox.server');
  const legacy = isLegacyHost(seen, server);
  if (own !== undefined && shortName(own) === shortName(server)) return false;
  return any(all(onModernExchange(seen), legacy), own === undefined ? undefined : true);
}
const age = (seen: Seen): number | undefined => {
  const days = seen.number('client.profileAge');
  return days === undefined ? undefined : seen.now - days * day;
};
const olderThanMove = (seen: Seen) => {
  const made = age(seen);
  const move = movedAt(seen);
  return made === undefined || move === undefined ? undefined : made < move;
};
const newServer = `${exampleMailbox.guid}@contoso.example`;
const fresh = ['new-profile', 'new-windows-profile'];
const right = {
  'mailbox.exchange': '2016',
  'mailbox.server': 'ex16a',
  'servers[ex10a].exchange': '2010',
} as const;
const answers = (status: number) => ({
  'autodiscover[autodiscover.contoso.example@ex16a].status': status,
  'autodiscover[autodiscover.contoso.example@ex16b].status': status,
});

export default cause({
  id: 'stale-profile',
  side: 'client',
  popups: ['credential', 'need-password', 'restart', 'disconnected'],
  usual: 'occasional',
  says: 'The Outlook profile keeps the server from before the move, although the servers hand out the new one.',
  toUser: {
    says: "Your mailbox was moved, and Outlook's settings on this PC still hold the old place. The mailbox itself is fine.",
    todo: 'The helpdesk makes a new Outlook profile with you; web mail works meanwhile.',
  },
  signs: [
    must('moved-at-some-time', {
      when: (seen) => any(movedAt(seen) === undefined ? moved(seen) : true, profileNamesAnother(seen)),
      says: (seen) =>
        movedAt(seen) !== undefined
          ? `${seen.mailbox} was moved ${moment(movedAt(seen))}.`
          : moved(seen) === true || profileNamesAnother(seen) === true
            ? `${seen.mailbox} was moved.`
            : `${seen.mailbox} was not moved.`,
      shown: { 'mailbox.movedAt': hoursBefore(240) },
      cleared: { 'mailbox.moved': false, 'client.profileServerIs': 'mailbox-server' },
    }),
    proof('servers-right-profile-wrong', {
      group: 'profile-server',
      when: (seen) => all(profileNamesAnother(seen), everyAnswerNew(seen)),
      says: (seen) =>
        `The profile names ${seen.text('client.profileServer') ?? 'another Exchange server'}, while Autodiscover gives the settings of ${seen.text('mailbox.server') ?? 'the new server'} on every front end.`,
      shown: {
        ...right,
        ...answers(200),
        'client.profileServer': { value: 'ex10a.corp.local', from: 'pasted' },
      },
      cleared: { ...right, ...answers(200), 'client.profileServerIs': { value: 'guid', from: 'pasted' } },
    }),
    strong('profile-names-old-server', {
      group: 'profile-server',
      when: profileNamesAnother,
      says: (seen) =>
        `The profile names ${seen.text('client.profileServer') ?? 'another Exchange server'}; the mailbox is on ${seen.text('mailbox.server') ?? 'a newer one'}.`,
      shown: { ...right, 'client.profileServer': 'ex10a.corp.local' },
      cleared: { 'client.profileServerIs': 'guid' },
    }),
    fair('connects-to-old-server', {
      group: 'profile-server',
      when: (seen) => {
        const rows = seen
          .elements('connections')
          .filter(({ value }) => value.type === 'mail' && typeof value.server === 'string');
        if (rows.length === 0) return undefined;
        return all(
          onModernExchange(seen),
          any(...rows.map(({ value }) => isLegacyHost(seen, String(value.server)))),
        );
      },
      says: () => 'Connection Status shows a mail row to Exchange 2010, where the mailbox no longer is.',
      shown: {
        ...right,
        'connections[]': [{ type: 'mail', server: 'ex10a.corp.local', protocol: 'RPC/TCP' }],
      },
      cleared: {
        'mailbox.exchange': '2010',
        'connections[]': [{ type: 'mail', server: 'ex10a.corp.local', protocol: 'RPC/TCP' }],
      },
    }),
    cures(
      strong,
      'new-profile-cures',
      ['new-profile'],
      'A new profile works, and goes on working.',
      'new-profile',
    ),
    cures(
      fair,
      'new-windows-profile-cures',
      ['new-windows-profile'],
      'A new Windows profile works; it brings a new Outlook profile with it.',
      'new-profile',
    ),
    fair('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC, with another profile.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'moved-only' },
    }),
    fair('profile-older-than-move', {
      when: olderThanMove,
      says: (seen) =>
        `The profile is ${seen.number('client.profileAge')} days old, older than the move of ${moment(movedAt(seen))}.`,
      shown: { 'client.profileAge': 900, 'mailbox.movedAt': hoursBefore(240) },
      cleared: { 'client.profileAge': 2, 'mailbox.movedAt': hoursBefore(240) },
    }),
    fair('profile-of-years-before', {
      group: 'age',
      when: (seen) => {
        const age = seen.number('client.profileAge');
        return age === undefined || movedAt(seen) !== undefined ? undefined : all(moved(seen), age > 60);
      },
      says: (seen) =>
        `The profile is ${seen.number('client.profileAge')} days old, and the mailbox was moved.`,
      shown: { 'client.profileAge': 900, 'mailbox.moved': true },
      cleared: { 'client.profileAge': 2, 'mailbox.moved': true },
    }),
    weak('comes-long-after-the-move', {
      when: (seen) => {
        const at = movedAt(seen);
        return at === undefined ? undefined : all(comesAgain(seen), seen.now - at > day);
      },
      says: (seen) =>
        `It goes on ${span(seen.now - (movedAt(seen) ?? seen.now))} after the move, when every server has forgotten the old place.`,
      shown: { 'mailbox.movedAt': hoursBefore(240), 'timeline.pattern': 'every-start' },
      cleared: { 'mailbox.movedAt': hoursBefore(3), 'timeline.pattern': 'every-start' },
    }),
    against.strong('new-profile-in-vain', {
      when: (seen) => tried(seen, fresh, 'nothing', 'worse', 'until-restart'),
      says: () => 'A new profile did not help beyond the next start of Outlook.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'until-restart' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
    }),
    against.strong('profile-made-after-move', {
      when: (seen) => not(olderThanMove(seen)),
      says: (seen) =>
        `The profile is ${seen.number('client.profileAge')} days old, made after the move of ${moment(movedAt(seen))}.`,
      shown: { 'client.profileAge': 2, 'mailbox.movedAt': hoursBefore(240) },
      cleared: { 'client.profileAge': 900, 'mailbox.movedAt': hoursBefore(240) },
    }),
    against.strong('profile-names-new-server', {
      when: (seen) => seen.is('client.profileServerIs', 'mailbox-server', 'guid'),
      says: () => 'The profile already names the new server.',
      shown: { 'client.profileServerIs': 'guid' },
      cleared: { 'client.profileServerIs': 'other-exchange-server' },
    }),
    against.fair('another-pc-prompts-too', {
      when: (seen) => not(seen.flag('scope.otherPcWorks')),
      says: () => 'The same person sees it on another PC, with another profile.',
      shown: { 'scope.otherPcWorks': false },
      cleared: { 'scope.otherPcWorks': true },
    }),
    against.fair('servers-lead-to-old-place', {
      when: staleSomewhere,
      says: () => 'A front end still leads to Exchange 2010, so the profile cannot learn the new server.',
      shown: {
        'servers[ex10a].exchange': '2010',
        'autodiscover[autodiscover.contoso.example@ex16b].status': 302,
        'autodiscover[autodiscover.contoso.example@ex16b].location':
          'https://ex10a.corp.local/autodiscover/autodiscover.xml',
      },
      cleared: {
        'servers[ex16a].exchange': '2016',
        'mailbox.movedAt': hoursBefore(240),
        'searched[ex16a/http-proxy].from': hoursBefore(300),
        'searched[ex16a/http-proxy].to': hoursBefore(0),
        'log[]': harmlessLine,
        ...answers(200),
        'autodiscover[autodiscover.contoso.example@ex16a].server': newServer,
        'autodiscover[autodiscover.contoso.example@ex16b].server': newServer,
      },
    }),
    against.fair('many-people', {
      when: (seen) => seen.is('scope.affected', 'all', 'one-site', 'one-path', 'one-database'),
      says: (seen) => `Many people see it at once (${seen.text('scope.affected')}), not one profile.`,
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-pc' },
    }),
  ],
  remedies: ['create-new-profile'],
  meanwhile: [
    'Use web mail.',
    'Keep the old profile until the new one has lasted two starts of Outlook.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: ['serverfault.com 854631', 'Microsoft KB2737188 (columns of Connection Status)'],
});
