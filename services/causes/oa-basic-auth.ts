import { against, all, any, cause, fair, must, proof, strong, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { tried } from '../readings/mailbox.ts';
import { basicNotTaken, mayUseOutlookAnywhere, rpcLine } from '../readings/outlook-anywhere.ts';
import { place } from '../readings/sentences.ts';
import { hersSigned, lineOf } from '../readings/signed-lines.ts';
import { toldBasic, toldBy, toldWindows, usedBy, usesBasic, usesWindows } from '../readings/told-method.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain, otherCure } from '../readings/tries.ts';

const answer = 'autodiscover[autodiscover.contoso.example@ex16a].exprAuth';
const searched = {
  'searched[ex16a/http-proxy].from': hoursBefore(96),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const request = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/rpc/rpcproxy.dll',
  status: 200,
  signature: 'success',
});

export default cause({
  id: 'oa-basic-auth',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'Clients are told to use Basic for Outlook Anywhere, and Basic has to ask: it cannot use the Windows logon.',
  toUser: {
    says: 'Outlook is told to sign in, away from the office network, in a way that needs your password each time. Your password is right and is accepted.',
    todo: 'Type your password when Outlook asks, until the setting is changed.',
  },
  signs: [
    must('by-outlook-anywhere', {
      when: mayUseOutlookAnywhere,
      says: (seen) =>
        mayUseOutlookAnywhere(seen) === true
          ? 'Outlook uses Outlook Anywhere (RPC/HTTP), or is set to when the network is slow.'
          : 'Outlook does not use Outlook Anywhere here; its methods do not matter.',
      shown: { 'client.protocol': 'RPC/HTTP' },
      cleared: { 'client.protocol': 'HTTP' },
    }),
    proof('told-basic-and-goes-that-way', {
      group: 'method',
      when: (seen) => all(toldBasic(seen), hersSigned(seen, rpcLine)),
      says: (seen) =>
        `${toldBy(seen)}, and ${place(lineOf(seen, rpcLine))} shows this user's request to /rpc.`,
      shown: { [answer]: 'basic', ...searched, 'log[]': request },
      cleared: { [answer]: 'ntlm', ...searched, 'log[]': harmlessLine },
    }),
    strong('basic-in-use', {
      group: 'method',
      when: usesBasic,
      says: (seen) => `Outlook Anywhere signs in with ${usedBy(seen)} on this PC.`,
      shown: { 'client.proxyAuthentication': { value: 'basic', from: 'pasted' } },
      cleared: { 'client.proxyAuthentication': 'ntlm' },
    }),
    strong('told-basic', {
      group: 'method',
      when: toldBasic,
      says: (seen) => `${toldBy(seen)}.`,
      shown: { [answer]: 'basic' },
      cleared: { [answer]: 'ntlm' },
    }),
    cures(strong, 'ends-with-ntlm', ['ntlm-only'], 'With NTLM for Outlook Anywhere it was gone.', 'cure'),
    leafSign(
      fair,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The password is accepted and the box stays away until the next start.',
    ),
    leafSign(
      fair,
      'asks-at-each-start-or-network',
      'timeline.pattern',
      ['after-network-change', 'every-start', 'every-logon'],
      'peak',
      'It asks whenever a connection is made anew.',
    ),
    fair('outside-only', {
      when: (seen) =>
        any(
          all(seen.flag('scope.insideWorks'), seen.flag('scope.outsideWorks') === false ? true : undefined),
          seen.list('scope.only')?.some((kind) => kind.toLowerCase() === 'protocol:rpc/http'),
        ),
      says: () => 'It asks only where Outlook Anywhere is used: outside, or over a slow line.',
      shown: { 'scope.only': ['protocol:RPC/HTTP'] },
      cleared: { 'scope.only': ['with:scanner'], 'scope.insideWorks': false },
    }),
    fair('setting-comes-back', {
      when: (seen) => seen.has('client.settingReturns', 'proxy-authentication'),
      says: () => 'Set to NTLM by hand, the profile is back on the old method: Autodiscover writes it.',
      shown: { 'client.settingReturns': ['proxy-authentication'] },
      cleared: { 'client.settingReturns': ['server'] },
    }),
    leafSign(
      weak,
      'in-the-domain',
      'client.domainJoined',
      [true],
      false,
      'A PC of the domain would not have to ask with NTLM or Negotiate.',
    ),
    began(
      weak,
      'began-with-outlook-anywhere',
      ['protocol-switch', 'namespace-change'],
      'since then Outlook Anywhere is used more',
    ),
    against.strong('basic-is-not-taken', {
      when: (seen) => all(usesBasic(seen), basicNotTaken(seen)),
      says: () =>
        'Basic is not among the methods that /rpc takes: it would be refused, not asked for and taken.',
      shown: {
        'client.proxyAuthentication': 'basic',
        'servers[ex10a].exchange': '2010',
        'vdirs[ex10a/rpc].internalAuth': ['Ntlm'],
      },
      cleared: {
        'client.proxyAuthentication': 'basic',
        'servers[ex10a].exchange': '2010',
        'vdirs[ex10a/rpc].internalAuth': ['Basic', 'Ntlm'],
      },
    }),
    against.strong('signs-in-with-windows', {
      when: usesWindows,
      says: (seen) => `Outlook Anywhere signs in with ${usedBy(seen)} on this PC, not with Basic.`,
      shown: { 'client.proxyAuthentication': 'ntlm' },
      cleared: { 'client.proxyAuthentication': 'basic' },
    }),
    against.fair('told-windows', {
      when: (seen) => all(toldWindows(seen), usesBasic(seen) !== true),
      says: (seen) => `${toldBy(seen)}.`,
      shown: { [answer]: 'ntlm' },
      cleared: { [answer]: 'basic' },
    }),
    cures(
      against.strong,
      'basic-cures',
      ['basic'],
      'With Basic it was gone, so Basic is not what asks.',
      'cure',
    ),
    inVain(against.fair, 'ntlm-did-nothing', ['ntlm-only'], 'With NTLM it went on.', 'cure'),
    leafSign(
      against.fair,
      'password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The right password is refused; Basic would take it.',
    ),
    against.fair('credentials-cured', {
      when: (seen) => tried(seen, ['clear-credentials', 'change-password', 'unlock'], 'cured'),
      says: () => 'A stored sign-in or the account was at fault.',
      shown: { 'tried[]': [{ what: 'clear-credentials', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'clear-credentials', result: 'nothing' }] },
    }),
    otherCure(
      'ntlm-only',
      'negotiate-only',
      'outlook-provider-change',
      'basic',
      'clear-credentials',
      'change-password',
      'unlock',
    ),
  ],
  remedies: ['set-outlook-anywhere'],
  meanwhile: [
    'Type the password when Outlook asks; it is encrypted by TLS on its way.',
    'Do not change the method in the profile by hand: Autodiscover writes it back within the hour.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Microsoft KB2784787 (prompts when Outlook goes from LAN to WAN)',
    'Microsoft, Set-OutlookAnywhere',
  ],
});
