import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { boxHost } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { hostOf } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, eases, inVain } from '../readings/tries.ts';

const proxy = (seen: Seen): string | undefined => {
  const stated = seen.text('client.webProxy');
  return stated === undefined || stated === '' ? undefined : stated.replace(/^(https?|proxy)=/i, '');
};
const isSet = (seen: Seen): Truth => {
  const stated = seen.text('client.webProxy');
  return stated === undefined ? undefined : stated !== '' && !/^(none|direct|no)\b/i.test(stated);
};
const boxOfProxy = (seen: Seen): Truth => {
  const [host, stated] = [boxHost(seen), proxy(seen)];
  return host === undefined || stated === undefined ? undefined : host === hostOf(stated).toLowerCase();
};
/** A proxy asking for its own password: 407, which names nobody yet. */
function asked(seen: Seen, line: ElementValue): Truth {
  if (textOf(line, 'log') !== 'device') return false;
  if (numberOf(line, 'status') !== 407 && !/\b407\b|proxy-?authenticat/i.test(textOf(line, 'text') ?? ''))
    return false;
  const at = writtenAt(line);
  return all(
    textOf(line, 'user') === undefined ? true : isAboutHer(seen, line),
    at === undefined ? true : at <= seen.now && at > seen.now - 3 * day,
  );
}
const proxyAsked = (seen: Seen): Truth =>
  seen.someElement('log', (line) => asked(seen, line), { log: 'device', from: seen.now - 3 * day });
const line = exampleLine({ server: 'proxy1', log: 'device', status: 407 });
const searched = {
  'searched[proxy1/device].from': hoursBefore(100),
  'searched[proxy1/device].to': hoursBefore(0),
} as const;
const set = { 'client.webProxy': { value: 'proxy.contoso.example:8080', from: 'pasted' } } as const;
const none = { 'client.webProxy': { value: '', from: 'pasted' } } as const;

export default cause({
  id: 'client-web-proxy',
  side: 'client',
  popups: ['credential', 'need-password', 'disconnected', 'proxy-certificate', 'certificate'],
  usual: 'occasional',
  says: "Outlook's HTTPS to Exchange goes through the web proxy, which asks for a sign-in of its own or breaks Outlook's.",
  toUser: {
    says: 'Outlook reaches our mail servers by the detour of the web proxy, which gets in its way. Your password is right.',
    todo: 'Use web mail; the helpdesk takes the mail servers out of the proxy’s way.',
  },
  signs: [
    fair('the-name-is-not-found', {
      when: (seen) => {
        const said = [seen.text('popup.text'), seen.text('client.startError')].filter(
          (one) => one !== undefined,
        );
        return said.length === 0
          ? undefined
          : said.some((one) => /name (cannot|could not) be resolved|kann nicht aufgelöst|proxy/i.test(one));
      },
      says: () =>
        'The words say that the name cannot be resolved, or speak of a proxy: HTTPS takes another way than mail did.',
      shown: { 'popup.text': 'The name cannot be resolved.' },
      cleared: { 'popup.text': 'Enter your password.', 'client.startError': 'Enter your password.' },
    }),
    proof('the-proxy-asked', {
      group: 'proxy',
      when: (seen) => all(isSet(seen), proxyAsked(seen)),
      says: (seen) =>
        `The web proxy is ${proxy(seen)}; ${place(firstLine(seen, (one) => asked(seen, one)))}: it asked for a password of its own (407).`,
      shown: { ...set, ...searched, 'log[]': line },
      cleared: { ...none, ...searched, 'log[]': harmlessLine },
    }),
    proof('the-box-names-the-proxy', {
      group: 'proxy',
      when: boxOfProxy,
      says: (seen) => `The box names ${boxHost(seen)}, which is the web proxy.`,
      shown: { ...set, 'popup.host': { value: 'proxy.contoso.example', from: 'pasted' } },
      cleared: { ...set, 'popup.host': { value: 'mail.contoso.example', from: 'pasted' } },
    }),
    listSign(
      strong,
      'only-with-the-proxy',
      'scope.only',
      ['with:web-proxy'],
      'outlook:14',
      'Only PCs with the web proxy see it.',
      'proxy',
    ),
    risk('a-proxy-is-set', {
      group: 'proxy',
      when: isSet,
      says: (seen) => `A web proxy is set: ${proxy(seen)}.`,
      shown: set,
      cleared: none,
    }),
    cures(strong, 'without-the-proxy-gone', ['proxy-off'], 'Without the web proxy it was gone.', 'without'),
    eases(fair, 'without-the-proxy-better', ['proxy-off'], 'Without the web proxy it was better.', 'without'),
    cures(
      fair,
      'past-the-device-gone',
      ['direct-to-server', 'hosts-file', 'trusted-sites'],
      'Directly to the server, past everything between, it was gone.',
      'without',
    ),
    // Exchange 2010 is reached by RPC, which no web proxy carries: web mail well and a move back as the cure give it away.
    strong('moving-back-cures', {
      when: (seen) => tried(seen, ['move-back'], 'cured'),
      says: () => 'Back on the old version, which Outlook reaches by RPC and not by HTTPS, it was gone.',
      shown: { 'tried[]': [{ what: 'move-back', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'move-back', result: 'nothing' }] },
    }),
    fair('web-mail-passes', {
      when: (seen) =>
        all(
          seen.flag('scope.webmailWorks'),
          any(
            seen.has('timeline.after', 'own-move'),
            seen.has('timeline.after', 'protocol-switch'),
            seen.is('scope.affected', 'moved-only'),
          ),
        ),
      says: () => 'Since Outlook uses HTTPS it asks, while the browser passes the same proxy.',
      shown: { 'scope.webmailWorks': true, 'timeline.after': ['own-move'] },
      cleared: { 'scope.webmailWorks': false, 'timeline.after': ['own-move'] },
    }),
    fair('well-elsewhere', {
      when: (seen) =>
        any(
          seen.flag('scope.directWorks'),
          all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
          seen.is('timeline.pattern', 'after-network-change'),
        ),
      says: () => 'Directly or outside, without the proxy, it works.',
      shown: { 'scope.directWorks': true },
      cleared: {
        'scope.directWorks': false,
        'scope.outsideWorks': false,
        'timeline.pattern': 'every-start',
      },
    }),
    listSign(
      fair,
      'after-a-change-of-the-way',
      'timeline.after',
      ['gateway-change', 'policy-change', 'namespace-change', 'dns-change'],
      'password-change',
      (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
    ),
    leafSign(
      weak,
      'side-services-fail',
      'client.addressBookFails',
      [true],
      false,
      'The address book fails, which takes the way of the web proxy too (KB2847833).',
    ),
    // Nothing on the way signs in under a strange name but a proxy; past it the box is gone.
    strong('a-foreign-host-that-is-passed-by', {
      group: 'box',
      when: (seen) => all(seen.is('popup.hostIs', 'foreign'), seen.flag('scope.directWorks')),
      says: (seen) =>
        `The box names ${boxHost(seen) ?? 'a host that is no server of ours'}, and past it it is gone.`,
      shown: { 'popup.hostIs': 'foreign', 'scope.directWorks': true },
      cleared: { 'popup.hostIs': 'foreign', 'scope.directWorks': false },
    }),
    leafSign(
      fair,
      'a-foreign-host',
      'popup.hostIs',
      ['foreign'],
      'namespace',
      'The box names a host that is no server of ours.',
      'box',
    ),
    against.strong('no-proxy', {
      when: (seen) => not(isSet(seen)),
      says: () => 'No web proxy is set on this PC.',
      shown: none,
      cleared: set,
    }),
    inVain(against.strong, 'without-the-proxy-the-same', ['proxy-off'], 'Without the web proxy it went on.'),
    leafSign(
      against.strong,
      'speaks-rpc',
      'client.protocol',
      ['RPC/TCP'],
      'HTTP',
      'Outlook uses RPC directly, which takes no web proxy.',
    ),
    inVain(
      against.fair,
      'past-the-device-the-same',
      ['direct-to-server', 'move-back'],
      'Directly to the server, or back on the old version, it went on.',
    ),
    leafSign(
      against.fair,
      'web-mail-asks-too',
      'scope.webmailWorks',
      [false],
      true,
      'Web mail does not work either.',
    ),
    cures(
      against.strong,
      'mended-otherwise',
      [
        'clear-credentials',
        'new-profile',
        'change-password',
        'unlock',
        'recycle-autodiscover',
        'extended-protection-off',
      ],
      'Something that leaves the proxy in its place ended it.',
    ),
  ],
  remedies: ['bypass-web-proxy'],
  meanwhile: [
    'Use web mail.',
    'Do not type the password into a box that names the proxy if you do not know it.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Microsoft KB2847833 (WinHTTP proxy and Exchange web services)',
    'Microsoft, Connectivity Analyzer: firewall pre-authentication',
    'Microsoft, "Repeated 401 and 200 with MAPI over HTTP" (EnableHttpAccessTypeAutomaticProxy)',
  ],
});
