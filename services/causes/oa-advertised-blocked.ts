import { against, all, any, cause, fair, must, not, proof, type Seen, strong, weak } from '../cause.ts';
import { onlyHttpRowFails } from '../readings/connection-rows.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { either } from '../readings/mailbox.ts';
import { mayUseOutlookAnywhere } from '../readings/outlook-anywhere.ts';
import { names, place, statuses } from '../readings/sentences.ts';
import { nodes } from '../readings/servers.ts';
import { hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { toldBasic, toldBy, usedBy, usesBasic, usesWindows } from '../readings/told-method.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, otherCure } from '../readings/tries.ts';

/** A device on the way turned a request for Outlook Anywhere away, or asked for another sign-in. */
const stopped: Wanted = {
  signatures: ['front-end-401', 'client-certificate', 'restricted'],
  logs: ['device'],
  stem: /^\/rpc/i,
  alike: (line) =>
    [401, 403, 407].includes(numberOf(line, 'status') ?? 0) ||
    /den(y|ied)|block|drop/i.test(textOf(line, 'text') ?? ''),
  whateverSignature: true,
};
/** Whether Autodiscover hands the outside path of Outlook Anywhere out. */
const handedOut = (seen: Seen) => {
  const lists = nodes(seen, 'autodiscover').flatMap(({ key }) => {
    const one = ['EXPR', 'EXHTTP'].map((protocol) => seen.has(`autodiscover[${key}].protocols`, protocol));
    const method = (seen.text(`autodiscover[${key}].exprAuth`) ?? '') !== '' ? true : undefined;
    return [either(...one, method)];
  });
  const told = lists.length === 0 ? undefined : either(...lists);
  if (told !== undefined) return told;
  if (['exprServer', 'exprAuth'].some((leaf) => (seen.text(`providers.${leaf}`) ?? '') !== '')) return true;
  return seen.list('client.httpFirst')?.some(() => true) === true || mayUseOutlookAnywhere(seen) === true
    ? true
    : mayUseOutlookAnywhere(seen);
};
/** From where the worker stands: the outside name of Outlook Anywhere fails and a server answers. */
const unreachableByName = (seen: Seen) => {
  const answers = nodes(seen, 'outlookAnywhere').map(({ key, node }) => ({
    vip: node === 'vip',
    fails: (seen.text(`outlookAnywhere[${key}].error`) ?? '') !== '',
    answered: seen.number(`outlookAnywhere[${key}].anonymousStatus`) !== undefined,
  }));
  // Where single front ends answer, nobody asks for Outlook Anywhere by its name, but TLS is tried there.
  const hosts = nodes(seen, 'outlookAnywhere').map(({ host }) => host);
  const byName = hosts.flatMap((host) => {
    const error = seen.text(`tls[${host}@vip].error`);
    return error === undefined ? [] : [{ vip: true, fails: error !== '', answered: error === '' }];
  });
  const through = [...answers.filter(({ vip, fails, answered }) => vip && (fails || answered)), ...byName];
  const direct = answers.filter(({ vip, answered }) => !vip && answered);
  if (through.length === 0 || direct.length === 0) return undefined;
  return through.some(({ fails }) => fails);
};
const answer = 'autodiscover[autodiscover.contoso.example@ex16a].protocols';
const at = (node: string) => `outlookAnywhere[mail.contoso.example@${node}]`;
const searched = {
  'searched[gw01/device].from': hoursBefore(96),
  'searched[gw01/device].to': hoursBefore(0),
} as const;
const turnedAway = exampleLine({ server: 'gw01', log: 'device', stem: '/rpc/rpcproxy.dll', status: 403 });
const rows = (status: string) => [
  { server: 'ex10a.corp.local', type: 'mail', protocol: 'RPC/TCP', status: 'Established' },
  { server: 'mail.contoso.example', type: 'mail', protocol: 'RPC/HTTP', status },
];

export default cause({
  id: 'oa-advertised-blocked',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Autodiscover hands the outside path of Outlook Anywhere to clients for whom that path is blocked; when Outlook tries it, it asks.',
  toUser: {
    says: 'Outlook now and then tries the way that is meant for people outside, and from your place that way is closed. Your password is right.',
    todo: 'Press Cancel: Outlook goes on by the other way.',
  },
  signs: [
    must('handed-out', {
      when: handedOut,
      says: (seen) =>
        handedOut(seen) === true
          ? 'Outlook is given the outside path of Outlook Anywhere.'
          : 'Outlook is given no outside path of Outlook Anywhere.',
      shown: { [answer]: ['EXCH', 'EXPR'] },
      cleared: { [answer]: ['EXCH', 'WEB'] },
    }),
    proof('stopped-on-the-way', {
      group: 'blocked',
      when: (seen) => hersSigned(seen, stopped),
      says: (seen) => {
        const line = lineOf(seen, stopped);
        return `${place(line)}: a device on the way turned this user's request to /rpc away${statuses(line) === '' ? '' : ` (${statuses(line)})`}.`;
      },
      shown: { ...searched, 'log[]': turnedAway },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    // Basic, or an older server behind that path, may look so too.
    strong('only-the-outside-row-fails', {
      group: 'blocked',
      when: onlyHttpRowFails,
      says: () => 'Connection Status: the rows over RPC/TCP are established, the row over RPC/HTTP fails.',
      shown: { 'connections[]': rows('Connecting') },
      cleared: { 'connections[]': rows('Established') },
    }),
    strong('name-fails-server-answers', {
      group: 'blocked',
      when: unreachableByName,
      says: () =>
        'From the worker’s network the outside name of Outlook Anywhere cannot be reached, while the servers behind it answer.',
      shown: { [`${at('vip')}.error`]: 'ETIMEDOUT', [`${at('ex16a')}.anonymousStatus`]: 401 },
      cleared: { [`${at('vip')}.anonymousStatus`]: 401, [`${at('ex16a')}.anonymousStatus`]: 401 },
    }),
    only(strong, 'one-segment-only', ['segment:'], 'the path is closed from there', 'where'),
    leafSign(
      fair,
      'one-site-or-path',
      'scope.affected',
      ['one-site', 'one-path'],
      'one-pc',
      'Only one site or network sees it.',
      'where',
    ),
    fair('works-from-elsewhere', {
      group: 'where',
      when: (seen) => all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
      says: () => 'Outside, where that path is meant to be used, it works; inside it does not.',
      shown: { 'scope.outsideWorks': true, 'scope.insideWorks': false },
      cleared: { 'scope.outsideWorks': false, 'scope.insideWorks': true },
    }),
    leafSign(
      fair,
      'when-the-network-changes',
      'timeline.pattern',
      ['after-network-change'],
      'constant',
      'It comes when the network changes, when Outlook tries its ways anew.',
    ),
    fair('http-first', {
      when: (seen) => {
        const first = seen.list('client.httpFirst');
        return first === undefined ? undefined : first.length > 0;
      },
      says: (seen) => `Outlook tries HTTP first on ${names(seen.list('client.httpFirst') ?? [])} networks.`,
      shown: { 'client.httpFirst': ['fast', 'slow'] },
      cleared: { 'client.httpFirst': [] },
    }),
    fair('setting-comes-back', {
      when: (seen) => any(seen.has('client.settingReturns', 'http-proxy')),
      says: () => 'Switched off by hand, Outlook Anywhere is back in the profile: Autodiscover writes it.',
      shown: { 'client.settingReturns': ['http-proxy'] },
      cleared: { 'client.settingReturns': ['server'] },
    }),
    weak('signs-in-with-windows', {
      when: usesWindows,
      says: (seen) => `The method of that path is ${usedBy(seen)}, which should not have to ask.`,
      shown: { 'client.proxyAuthentication': 'ntlm' },
      cleared: { 'client.proxyAuthentication': 'basic' },
    }),
    cures(
      strong,
      'another-way-for-the-name',
      ['hosts-file', 'dns-change', 'direct-to-server'],
      'With the name leading straight to a server it was gone.',
    ),
    cures(
      fair,
      'without-the-path',
      ['outlook-provider-change', 'url-change'],
      'Since Autodiscover no longer hands that path out it is gone.',
    ),
    began(
      fair,
      'began-with-a-rule',
      ['gateway-change', 'policy-change', 'dns-change', 'namespace-change', 'protocol-switch'],
      'since then the path is handed out, or closed',
    ),
    against.strong('told-basic', {
      when: (seen) => any(usesBasic(seen), toldBasic(seen)),
      says: (seen) =>
        usesBasic(seen) === true
          ? 'The method in use is Basic, which asks wherever it is used.'
          : `${toldBy(seen)}.`,
      shown: { 'client.proxyAuthentication': 'basic' },
      cleared: {
        'client.proxyAuthentication': 'ntlm',
        'autodiscover[autodiscover.contoso.example@ex16a].exprAuth': 'ntlm',
      },
    }),
    cures(against.strong, 'web-proxy-was-it', ['proxy-off'], 'Without the web proxy it was gone.'),
    leafSign(
      against.fair,
      'http-is-in-use',
      'client.protocol',
      ['HTTP'],
      'RPC/HTTP',
      'Outlook speaks MAPI/HTTP and does not try that path.',
    ),
    against.fair('one-pc-only', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-site' },
    }),
    otherCure(
      'hosts-file',
      'dns-change',
      'direct-to-server',
      'outlook-provider-change',
      'url-change',
      'proxy-off',
    ),
  ],
  remedies: ['open-advertised-path'],
  meanwhile: [
    'Press Cancel; Outlook goes on over the connection that works.',
    'Do not untick HTTP in the profile: Autodiscover sets it again.',
    'Do not change the password.',
  ],
  sources: [
    'Microsoft, Outlook Anywhere: Autodiscover EXPR and EXHTTP settings',
    'Outlook, "On fast networks, connect using HTTP first"',
  ],
});
