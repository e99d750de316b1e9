import { against, all, any, cause, fair, must, proof, risk, type Seen, strong, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore, legacyServer } from '../readings/examples.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { mayUseOutlookAnywhere, reachesLegacy } from '../readings/outlook-anywhere.ts';
import { names, place } from '../readings/sentences.ts';
import { anySigned, hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { eases, otherCure } from '../readings/tries.ts';

/** http.sys turned a request to /rpc away because the queue of its pool was full: 503. */
const full: Wanted = {
  signatures: ['queue-full'],
  logs: ['iis', 'httperr', 'http-proxy'],
  stem: /^\/rpc/i,
  alike: (line) => numberOf(line, 'status') === 503 && /^\/rpc/i.test(textOf(line, 'stem') ?? ''),
  writtenBy: 'legacy',
};
const netlogon: Wanted = { signatures: ['netlogon-timeout'], logs: ['system', 'netlogon'] };
/** IIS keeps 1000 requests by default; KB2832198 asks for 65535. */
const ordinary = 1000;
const rpcPools = (seen: Seen) =>
  seen
    .keys('pools')
    .filter((key) => /\/(defaultapppool|msexchangerpcproxy\w*)$/i.test(key))
    .flatMap((key) => {
      const limit = seen.number(`pools[${key}].queueLimit`);
      return limit === undefined ? [] : [{ key, limit }];
    });
const limits = (seen: Seen): string =>
  names(rpcPools(seen).map(({ key, limit }) => `${key.replace('/', ' ')}: ${limit}`));
const turnedAway = (user: string) => [
  ...exampleLine({
    server: 'ex10a',
    log: 'iis',
    stem: '/rpc/rpcproxy.dll',
    status: 503,
    substatus: 3,
    user,
    signature: 'queue-full',
  }),
];
const searched = {
  ...legacyServer,
  'searched[ex10a/iis].from': hoursBefore(96),
  'searched[ex10a/iis].to': hoursBefore(0),
} as const;
const pool = 'pools[ex10a/defaultapppool].queueLimit';

export default cause({
  id: 'oa-queue-limit',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The older server turns Outlook Anywhere requests away (503): the queue of its /rpc is full at busy hours.',
  toUser: {
    says: 'One of our older mail servers cannot take all requests at busy hours, and Outlook then asks for a password. Your password is right.',
    todo: 'Press Cancel and wait some minutes, or use web mail.',
  },
  signs: [
    must('by-outlook-anywhere', {
      when: (seen) => any(mayUseOutlookAnywhere(seen), reachesLegacy(seen)),
      says: (seen) =>
        any(mayUseOutlookAnywhere(seen), reachesLegacy(seen)) === true
          ? 'A connection of this user goes by Outlook Anywhere to an older server.'
          : 'Nothing of this user goes by Outlook Anywhere.',
      shown: { 'client.protocol': 'RPC/HTTP' },
      cleared: {
        'client.protocol': 'HTTP',
        'mailbox.exchange': '2016',
        secondary: [],
        'publicFolders.where': '2013+',
      },
    }),
    proof('own-request-turned-away', {
      group: 'full',
      when: (seen) => hersSigned(seen, full),
      says: (seen) => `${place(lineOf(seen, full))}: this user's request to /rpc was turned away (503).`,
      shown: { ...searched, 'log[]': turnedAway('CORP\\anna') },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('requests-turned-away', {
      group: 'full',
      when: (seen) => anySigned(seen, full),
      says: (seen) => `${place(lineOf(seen, full))}: requests to /rpc are turned away (503).`,
      shown: { ...searched, 'log[]': turnedAway('CORP\\otto') },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('limit-as-shipped-at-busy-hours', {
      group: 'limit',
      when: (seen) => {
        const known = rpcPools(seen);
        return all(
          known.length === 0 ? undefined : known.some(({ limit }) => limit <= ordinary),
          seen.is('timeline.pattern', 'peak'),
        );
      },
      says: (seen) =>
        `It comes at busy hours, and the queue of the pool with /rpc is as shipped (${limits(seen)}).`,
      shown: { [pool]: 1000, 'timeline.pattern': 'peak' },
      cleared: { [pool]: 65535, 'timeline.pattern': 'peak' },
    }),
    risk('limit-as-shipped', {
      group: 'limit',
      when: (seen) => {
        const known = rpcPools(seen);
        return known.length === 0 ? undefined : known.some(({ limit }) => limit <= ordinary);
      },
      says: (seen) => `The queue of the pool with /rpc is as shipped (${limits(seen)}).`,
      shown: { [pool]: 1000 },
      cleared: { [pool]: 65535 },
    }),
    leafSign(
      fair,
      'at-busy-hours',
      'timeline.pattern',
      ['peak'],
      'constant',
      'It comes at busy hours.',
      'when',
    ),
    leafSign(weak, 'ends-alone', 'timeline.endsAlone', [true], false, 'It ends by itself.', 'when'),
    began(fair, 'began-with-more-load', ['load-growth'], 'more clients now meet that server at once', 'load'),
    began(
      weak,
      'began-with-other-ways',
      ['failover', 'namespace-change', 'new-server'],
      'more clients may now meet that server at once',
      'load',
    ),
    only(
      fair,
      'only-by-outlook-anywhere',
      ['protocol:rpc/http', 'mailbox:2010', 'mailbox:2007'],
      'they go by Outlook Anywhere to the older server',
      'way',
    ),
    leafSign(
      fair,
      'goes-by-outlook-anywhere',
      'client.protocol',
      ['RPC/HTTP'],
      'HTTP',
      'The connection concerned is Outlook Anywhere (RPC/HTTP).',
      'way',
    ),
    eases(
      fair,
      'restarting-iis-eases',
      ['iis-reset', 'recycle-rpcproxy', 'reboot-server'],
      'Restarting the server or its IIS helps for a while: the queue is empty then.',
    ),
    against.strong('none-turned-away', {
      when: (seen) => {
        const found = anySigned(seen, full);
        return found === undefined ? undefined : !found;
      },
      says: () => 'The IIS logs of the older servers of the last three days hold no 503 for /rpc.',
      shown: { ...searched, 'log[]': harmlessLine },
      cleared: { ...searched, 'log[]': turnedAway('CORP\\otto') },
    }),
    against.strong('limit-is-raised', {
      when: (seen) => {
        const known = rpcPools(seen);
        return known.length === 0 ? undefined : known.every(({ limit }) => limit >= 10 * ordinary);
      },
      says: (seen) => `The queue of the pool with /rpc is long already (${limits(seen)}).`,
      shown: { [pool]: 65535 },
      cleared: { [pool]: 1000 },
    }),
    against.strong('netlogon-is-the-narrow-place', {
      when: (seen) =>
        any(
          anySigned(seen, netlogon),
          seen.some('servers', (server) => {
            const waiting = seen.number(`servers[${server}].netlogonTimeouts`);
            return waiting === undefined ? undefined : waiting > 0;
          }),
        ),
      says: () => 'The Netlogon channel runs into timeouts at those hours: logons wait there, not at /rpc.',
      shown: { 'servers[ex10a].netlogonTimeouts': 40 },
      cleared: {
        'servers[ex10a].netlogonTimeouts': { value: 0, from: 'worker' },
        'searched[ex10a/system].from': hoursBefore(96),
        'searched[ex10a/system].to': hoursBefore(0),
      },
    }),
    leafSign(
      against.fair,
      'not-only-at-busy-hours',
      'timeline.pattern',
      ['constant', 'every-start', 'every-logon', 'after-network-change', 'once'],
      'peak',
      'It does not follow the load.',
    ),
    leafSign(
      against.strong,
      'one-person-or-pc',
      'scope.affected',
      ['one-pc', 'one-user'],
      'some',
      'Only one person or PC sees it; a full queue turns anybody away.',
    ),
    otherCure('recycle-rpcproxy', 'remove-secondary', 'automapping-off', 'public-folders-off'),
  ],
  remedies: ['raise-rpc-queue-limit'],
  meanwhile: [
    'Use web mail at busy hours.',
    'Do not change passwords and do not create profiles.',
    'Do not run iisreset at busy hours: all clients come back at once.',
  ],
  sources: [
    'Microsoft KB2832198 (requestQueueLimit of /rpc on Exchange 2010)',
    'IIS, HTTP 503 in the W3C log',
  ],
});
