import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { answers, isDown, saysStatus } from '../readings/answers.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import {
  behindCommonName,
  everyKey,
  keysWhere,
  onHerWay,
  serverOfKey,
  someKey,
  someServer,
} from '../readings/her-servers.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { names, place } from '../readings/sentences.ts';
import { shortName } from '../readings/servers.ts';
import { hersSignedWhere, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { byOne, mendedNearTheUser, ofOneKind, wellElsewhere } from '../readings/who-sees-it.ts';

/** Components through which Outlook comes in; others, like transport, do not ask for passwords. */
const outlooks = /\/(serverwideoffline|mapiproxy|rpcproxy|autodiscoverproxy|ewsproxy|oabproxy)$/i;
const off = (seen: Seen, key: string): Truth =>
  outlooks.test(key) ? seen.is(`components[${key}].state`, 'inactive', 'draining') : false;
const isOff = (seen: Seen, server: string): Truth => {
  const parts = seen
    .keys('components')
    .filter((key) => serverOfKey(key) === server)
    .map((key) => off(seen, key));
  return parts.includes(true)
    ? true
    : (seen.flag(`servers[${server}].maintenance`) ??
        (parts.length > 0 && parts.every((one) => one === false) ? false : undefined));
};
const offServers = (seen: Seen): readonly string[] =>
  [...new Set([...seen.keys('servers'), ...seen.keys('components').map(serverOfKey)])].filter(
    (server) => onHerWay(seen, server) && isOff(seen, server) === true,
  );
const saysWhat = (seen: Seen): string => {
  const parts = keysWhere(seen, 'components', (key) => onHerWay(seen, serverOfKey(key)) && off(seen, key));
  return parts.length > 0
    ? names(parts.map((key) => `${key} is ${seen.text(`components[${key}].state`)}`))
    : `${names(offServers(seen))} is in maintenance mode`;
};
const turnedAway: Wanted = {
  signatures: [],
  logs: ['http-proxy', 'iis'],
  writtenBy: 'front-ends',
  whateverSignature: true,
  alike: (line) => numberOf(line, 'status') === 503,
};
/** Her own request turned away by a server whose components are off. */
const there = (seen: Seen, line: ElementValue): Truth => isOff(seen, shortName(textOf(line, 'server') ?? ''));
const part = 'components[ex16b/mapiproxy]';
const line = exampleLine({ server: 'ex16b', log: 'iis', stem: '/mapi/emsmdb/', status: 503 });
const searched = {
  'servers[ex16b].exchange': '2016',
  'searched[ex16b/http-proxy].from': hoursBefore(80),
  'searched[ex16b/http-proxy].to': hoursBefore(0),
} as const;

export default cause({
  id: 'component-inactive',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'A server was left in maintenance mode: its components are inactive, and clients that still come to it are turned away.',
  toUser: {
    says: 'One of our mail servers was left in maintenance, and Outlook sometimes comes to it. Your password is right.',
    todo: 'Nothing to do: press Cancel and wait.',
  },
  signs: [
    proof('off-and-still-in-the-pool', {
      group: 'off',
      when: (seen) => someServer(seen, (server) => all(isOff(seen, server), behindCommonName(seen, server))),
      says: (seen) => `${saysWhat(seen)}, and the server is still reached by the common name.`,
      shown: { [`${part}.state`]: 'inactive', 'servers[ex16b].inPool': true },
      cleared: { [`${part}.state`]: 'active', 'servers[ex16b].inPool': true },
    }),
    proof('her-request-was-turned-away-there', {
      group: 'off',
      when: (seen) => hersSignedWhere(seen, turnedAway, (one) => there(seen, one)),
      says: (seen) =>
        `${place(lineOf(seen, turnedAway, (one) => there(seen, one)))}: this user's request was turned away (${numberOf(lineOf(seen, turnedAway, (one) => there(seen, one)) ?? {}, 'status') ?? 503}), and ${saysWhat(seen)}.`,
      shown: { ...searched, [`${part}.state`]: 'inactive', 'log[]': line },
      cleared: { ...searched, [`${part}.state`]: 'active', 'log[]': harmlessLine },
    }),
    strong('a-component-is-off', {
      group: 'off',
      when: (seen) =>
        any(
          someKey(seen, 'components', (key) => (onHerWay(seen, serverOfKey(key)) ? off(seen, key) : false)),
          seen
            .keys('servers')
            .some((server) => onHerWay(seen, server) && seen.flag(`servers[${server}].maintenance`) === true)
            ? true
            : seen.keys('components').length > 0
              ? false
              : undefined,
        ),
      says: (seen) => `${saysWhat(seen)}.`,
      shown: { [`${part}.state`]: 'inactive' },
      cleared: { [`${part}.state`]: 'active' },
    }),
    fair('it-says-it-is-offline', {
      when: (seen) => (answers(seen).length === 0 ? undefined : answers(seen).some(isDown)),
      says: (seen) => `${names(answers(seen).filter(isDown).map(saysStatus))}.`,
      shown: { 'mapi[mail.contoso.example@ex16b/emsmdb].health': '503' },
      cleared: { 'mapi[mail.contoso.example@ex16b/emsmdb].health': '200' },
    }),
    began(
      fair,
      'began-with-an-update',
      ['server-update'],
      'maintenance mode is often left on after it',
      'change',
    ),
    began(
      weak,
      'began-with-windows-updates',
      ['os-update'],
      'maintenance mode is often left on after it',
      'change',
    ),
    leafSign(
      fair,
      'comes-and-goes',
      'timeline.pattern',
      ['random'],
      'every-start',
      'It comes by chance, as one of several servers would make it.',
    ),
    leafSign(
      weak,
      'some-people',
      'scope.affected',
      ['some', 'one-path', 'one-site'],
      'one-user',
      'Some see it, as they come to that server.',
    ),
    cures(
      fair,
      'another-server-cures',
      ['direct-to-server', 'hosts-file'],
      'At another server directly it was gone.',
      'directly',
    ),
    leafSign(
      fair,
      'another-server-works',
      'scope.directWorks',
      [true],
      false,
      'At another server directly it works.',
      'directly',
    ),
    inVain(
      weak,
      'restarts-in-vain',
      ['iis-reset', 'reboot-server', 'recycle-mapi'],
      'Restarting IIS or the server changed nothing: the state outlives it.',
    ),
    leafSign(
      weak,
      'only-disconnected',
      'popup.statusBar',
      ['disconnected', 'trying-to-connect'],
      'need-password',
      'Outlook shows that it is not connected.',
    ),
    against.strong('every-component-is-active', {
      when: (seen) =>
        all(
          everyKey(seen, 'components', (key) => not(off(seen, key))),
          !seen
            .keys('servers')
            .some((server) => seen.flag(`servers[${server}].maintenance`) === true && onHerWay(seen, server)),
        ),
      says: (seen) =>
        `Every component is active on ${names([...new Set(seen.keys('components').map(serverOfKey))])}.`,
      shown: { [`${part}.state`]: 'active' },
      cleared: { [`${part}.state`]: 'inactive' },
    }),
    against.strong('the-server-is-out-of-the-pool', {
      when: (seen) => {
        const servers = seen.keys('servers').filter((server) => isOff(seen, server) === true);
        return servers.length === 0
          ? undefined
          : all(...servers.map((server) => not(seen.flag(`servers[${server}].inPool`))));
      },
      says: (seen) =>
        `${names(seen.keys('servers').filter((server) => isOff(seen, server) === true))} is in maintenance, and out of the pool as it should be.`,
      shown: { 'servers[ex16b].maintenance': true, 'servers[ex16b].inPool': false },
      cleared: { 'servers[ex16b].maintenance': true, 'servers[ex16b].inPool': true },
    }),
    byOne(against.strong, 'one-person-only', 'a server in maintenance meets everybody who comes to it'),
    wellElsewhere(against.fair, 'another-pc-works', 'it comes to the same servers'),
    cures(
      against.fair,
      'restarts-cure',
      ['iis-reset', 'recycle-mapi', 'recycle-autodiscover'],
      'Starting IIS or a pool anew cured it, which leaves a component inactive.',
    ),
    leafSign(
      against.fair,
      'at-busy-hours',
      'timeline.pattern',
      ['peak', 'once'],
      'constant',
      'Its rhythm is another one.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
    ofOneKind(against.fair, 'of-one-kind', 'a server makes no such difference'),
  ],
  remedies: ['set-server-component-active'],
  meanwhile: [
    'Press Cancel and try again in a minute: the next try may reach another server.',
    'Do not create a new profile.',
  ],
  sources: [
    'Microsoft, Set-ServerComponentState',
    'Microsoft, Managing database availability groups: taking servers out of maintenance mode',
  ],
});
