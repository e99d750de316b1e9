import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  type Seen,
  type Sign,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, onModernExchange, tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { helps } from '../readings/tries.ts';

const key = (seen: Seen): Truth => seen.flag('client.mapiHttpDisabled');
/** A request of hers by Outlook Anywhere. */
const isRpc = (line: Parameters<typeof isAboutHer>[1]): boolean =>
  /^\/rpc/i.test(textOf(line, 'stem') ?? '') || /^RPC_(IN|OUT)_DATA$/i.test(textOf(line, 'method') ?? '');
const lately = (seen: Seen, line: Parameters<typeof isAboutHer>[1]): Truth => {
  const at = writtenAt(line);
  return at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day;
};
const usedByHer = (seen: Seen, line: Parameters<typeof isAboutHer>[1]): Truth =>
  isRpc(line) ? all(isAboutHer(seen, line), lately(seen, line)) : false;
function failedForHer(seen: Seen, line: Parameters<typeof isAboutHer>[1]): Truth {
  if (!isRpc(line)) return false;
  const signature = textOf(line, 'signature');
  const failed =
    signature === undefined
      ? (numberOf(line, 'status') ?? 0) >= 400 && numberOf(line, 'win32') !== 5
      : !['success', 'challenge'].includes(signature);
  return failed ? all(isAboutHer(seen, line), lately(seen, line)) : false;
}
const searchedProxy = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - 3 * day);
const outlookAnywhere = (seen: Seen): Truth =>
  any(
    seen.is('client.protocol', 'RPC/HTTP'),
    seen.someElement('log', (line) => usedByHer(seen, line), searchedProxy(seen)),
  );
const brokenRow = (seen: Seen): Truth => {
  const rows = seen.elements('connections').filter(({ value }) => value.protocol === 'RPC/HTTP');
  return rows.length === 0
    ? undefined
    : rows.some(
        ({ value }) =>
          Number(value.failures ?? 0) > 0 ||
          (typeof value.error === 'string' && value.error !== '') ||
          /disconnected|connecting|fail/i.test(String(value.status ?? '')),
      );
};
const switchedOff = (seen: Seen): Truth =>
  any(
    seen.has('mailbox.blocks', 'rpc-http'),
    seen.every('vdirs', (one) => (/\/rpc$/.test(one) ? not(seen.flag(`vdirs[${one}].enabled`)) : true)),
  );
const hasRpcDirectory = (seen: Seen): boolean => seen.keys('vdirs').some((one) => one.endsWith('/rpc'));
const notThere = (seen: Seen): Truth =>
  hasRpcDirectory(seen) ? switchedOff(seen) : seen.has('mailbox.blocks', 'rpc-http');
const failing = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  method: 'RPC_IN_DATA',
  stem: '/rpc/rpcproxy.dll',
  status: 401,
  signature: 'front-end-401',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(100),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const set = { 'client.registry[MapiHttpDisabled]': { value: 1, from: 'pasted' } } as const;
const unset = { 'client.registry[MapiHttpDisabled]': { value: 0, from: 'pasted' } } as const;

/** What speaks of no setting by itself, counts only where the key was seen. */
const withKey = (sign: Sign): Sign => ({
  ...sign,
  when: (seen) => all(key(seen), sign.when(seen)),
  shown: { ...set, ...sign.shown },
  cleared: { ...set, ...sign.cleared },
});

export default cause({
  id: 'mapihttpdisabled-key',
  side: 'client',
  popups: ['credential', 'need-password', 'disconnected', 'encrypted-unavailable', 'proxy-certificate'],
  usual: 'occasional',
  says: 'MapiHttpDisabled on this PC holds Outlook off MAPI/HTTP, and Outlook Anywhere, to which it is forced, fails.',
  toUser: {
    says: 'A setting on this PC makes Outlook use an older way to our mail servers, and that way no longer works.',
    todo: 'The helpdesk removes the setting; then start Outlook twice.',
  },
  signs: [
    must('key-set', {
      when: (seen) =>
        key(seen) ?? (tried(seen, ['mapi-http-off-client'], 'worse') === true ? true : undefined),
      says: (seen) =>
        key(seen) === false ? 'MapiHttpDisabled is not set on this PC.' : 'MapiHttpDisabled is 1 on this PC.',
      shown: set,
      cleared: unset,
    }),
    proof('key-and-failing-path', {
      group: 'path',
      when: (seen) =>
        all(
          key(seen),
          seen.someElement('log', (line) => failedForHer(seen, line), searchedProxy(seen)),
        ),
      says: (seen) =>
        `MapiHttpDisabled is 1, and ${place(firstLine(seen, (line) => failedForHer(seen, line)))} shows this user's request by Outlook Anywhere refused.`,
      shown: { ...set, ...searched, 'log[]': failing },
      cleared: { ...unset, ...searched, 'log[]': harmlessLine },
    }),
    proof('key-and-no-path', {
      group: 'path',
      when: (seen) => all(key(seen), notThere(seen)),
      says: () => 'MapiHttpDisabled is 1, and Outlook Anywhere, the only way left, is switched off.',
      shown: { ...set, 'vdirs[ex16a/rpc].enabled': { value: false, from: 'directory' } },
      cleared: { ...unset, 'vdirs[ex16a/rpc].enabled': { value: true, from: 'directory' } },
    }),
    proof('key-and-failing-rows', {
      group: 'path',
      when: (seen) => all(key(seen), brokenRow(seen)),
      says: () => 'MapiHttpDisabled is 1, and Connection Status shows RPC/HTTP failing.',
      shown: {
        ...set,
        'connections[]': [{ type: 'mail', protocol: 'RPC/HTTP', status: 'Disconnected', failures: 5 }],
      },
      cleared: {
        ...unset,
        'connections[]': [{ type: 'mail', protocol: 'RPC/HTTP', status: 'Established', failures: 0 }],
      },
    }),
    strong('forced-to-outlook-anywhere', {
      group: 'path',
      when: (seen) => all(key(seen), outlookAnywhere(seen)),
      says: () => 'MapiHttpDisabled is 1, and Outlook uses Outlook Anywhere (RPC/HTTP).',
      shown: { ...set, 'client.protocol': 'RPC/HTTP' },
      cleared: { ...unset, 'client.protocol': 'RPC/HTTP' },
    }),
    fair('held-off-a-newer-mailbox', {
      group: 'path',
      when: (seen) => all(key(seen), onModernExchange(seen)),
      says: (seen) =>
        `MapiHttpDisabled is 1; the mailbox on Exchange ${seen.text('mailbox.exchange')} is meant for MAPI/HTTP.`,
      shown: { ...set, 'mailbox.exchange': '2016' },
      cleared: { ...unset, 'mailbox.exchange': '2016' },
    }),
    strong('the-way-left-fails-us-too', {
      ownAccount: true,
      group: 'way-left',
      when: (seen) =>
        all(
          key(seen),
          seen.some('outlookAnywhere', (one) =>
            any(
              seen.is(`outlookAnywhere[${one}].ntlmStatus`, 401),
              not(seen.flag(`outlookAnywhere[${one}].echo`)),
            ),
          ),
        ),
      says: (seen) =>
        `Outlook Anywhere refuses our own account, too (${names(seen.keys('outlookAnywhere').filter((one) => seen.number(`outlookAnywhere[${one}].ntlmStatus`) === 401 || seen.flag(`outlookAnywhere[${one}].echo`) === false))}).`,
      shown: { ...set, 'outlookAnywhere[mail.contoso.example@ex16a].ntlmStatus': 401 },
      cleared: {
        ...set,
        'outlookAnywhere[mail.contoso.example@ex16a].ntlmStatus': 200,
        'outlookAnywhere[mail.contoso.example@ex16a].echo': true,
        'servers[ex16a].exchange': '2016',
        outlookAnywhere: [],
      },
    }),
    helps(
      against.strong,
      'the-key-helped',
      ['mapi-http-off-client'],
      'With MapiHttpDisabled set it was better: MAPI/HTTP is what fails.',
    ),
    fair('worse-with-the-key', {
      when: (seen) => tried(seen, ['mapi-http-off-client'], 'worse'),
      says: () => 'With MapiHttpDisabled set it became worse.',
      shown: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'worse' }] },
      cleared: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
    }),
    withKey(
      listSign(
        fair,
        'after-the-old-way-changed',
        'timeline.after',
        [
          'protocol-switch',
          'server-update',
          'new-server',
          'certificate-change',
          'namespace-change',
          'gateway-change',
          'policy-change',
          'own-move',
        ],
        'password-change',
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
      ),
    ),
    withKey(
      fair('another-pc-works', {
        when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
        says: () => 'The same person works on another PC, without the setting.',
        shown: { 'scope.otherPcWorks': true },
        cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-user' },
      }),
    ),
    withKey(
      listSign(
        fair,
        'only-where-it-is-set',
        'scope.only',
        ['protocol:RPC/HTTP', 'with:policy', 'with:profile-setting'],
        'outlook:16',
        (seen) => `Only some see it (${names(seen.list('scope.only') ?? [])}).`,
      ),
    ),
    withKey(leafSign(weak, 'web-mail-works', 'scope.webmailWorks', [true], false, 'Web mail works.')),
    leafSign(
      against.strong,
      'uses-mapi-http',
      'client.protocol',
      ['HTTP'],
      'RPC/HTTP',
      'Connection Status shows "HTTP": Outlook uses MAPI/HTTP all the same.',
    ),
    leafSign(
      against.strong,
      'mailbox-on-2010',
      'mailbox.exchange',
      ['2010', '2007'],
      '2016',
      (seen) =>
        `The mailbox is on Exchange ${seen.text('mailbox.exchange')}, where nothing else would be used without the setting.`,
    ),
    leafSign(
      against.fair,
      'another-pc-too',
      'scope.otherPcWorks',
      [false],
      true,
      'The same person sees it on another PC.',
    ),
  ],
  remedies: ['remove-mapihttpdisabled'],
  meanwhile: [
    'Use web mail.',
    'Do not set MapiHttpDisabled on further PCs.',
    'Do not create a new profile: the setting is outside of it.',
  ],
  sources: [
    'Microsoft, "Outlook does not connect to Exchange by MAPI over HTTP" (MapiHttpDisabled is for tests)',
    'serverfault.com 854631',
  ],
});
