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
import { registryNumber } from '../readings/client-tls.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isHerName, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, modernVersions } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { shortName } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';

/** The profile's own box, or the policy that stands over it (KB3032395). */
const encrypts = (seen: Seen): Truth => {
  const policy = registryNumber(seen, 'EnableRPCEncryption');
  return policy === undefined ? seen.flag('client.rpcEncryption') : policy === 1;
};
const demanding = (seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => seen.flag(`servers[${server}].rpcEncryptionRequired`) === true);
const demanded = (seen: Seen): Truth => {
  const own = seen.text('mailbox.server');
  const known =
    own === undefined || own === ''
      ? undefined
      : seen.flag(`servers[${shortName(own)}].rpcEncryptionRequired`);
  return known ?? (demanding(seen).length > 0 ? true : undefined);
};
/** ecNotEncrypted, 0x970: a session of hers came without encryption. */
function notEncrypted(seen: Seen, line: ElementValue): Truth {
  const said =
    numberOf(line, 'returnCode') === 0x970 ||
    /NotEncrypted|EncryptionRequired/i.test(
      `${textOf(line, 'exception') ?? ''} ${textOf(line, 'text') ?? ''}`,
    );
  if (!said) return false;
  const [user, at] = [textOf(line, 'user'), writtenAt(line)];
  return all(
    user === undefined ? undefined : isHerName(seen, user),
    at === undefined ? true : at <= seen.now && at > seen.now - 3 * day,
  );
}
const turnedAway = (seen: Seen): Truth =>
  seen.someElement('log', (line) => notEncrypted(seen, line), { log: 'rca', from: seen.now - 3 * day });
/** Outlook 2003 and earlier did not encrypt unless told to. */
const oldOutlook = (seen: Seen): Truth =>
  any(
    seen.has('scope.only', 'outlook:11'),
    seen.has('scope.only', 'outlook:2003'),
    seen.text('client.outlookBuild') === undefined
      ? undefined
      : /^(11\b|.*2003)/.test(seen.text('client.outlookBuild') ?? ''),
  );
/** Exchange 2010, as it came, and later versions require what Outlook 2003 does not do by itself. */
const oldAndNewer = (seen: Seen): Truth =>
  demanded(seen) === false || encrypts(seen) === true
    ? false
    : all(oldOutlook(seen), seen.is('mailbox.exchange', '2010', ...modernVersions));
const oldAndDemanded = (seen: Seen): Truth =>
  all(oldOutlook(seen), anyServerDemands(seen), encrypts(seen) !== true);
const anyServerDemands = (seen: Seen): Truth =>
  seen.keys('servers').some((server) => seen.flag(`servers[${server}].rpcEncryptionRequired`) === true) ||
  undefined;
const unencrypted = (seen: Seen): Truth =>
  encrypts(seen) === undefined
    ? any(turnedAway(seen), oldAndDemanded(seen), oldAndNewer(seen)) === true
      ? true
      : undefined
    : not(encrypts(seen));
const line = exampleLine({ server: 'ex10a', log: 'rca', returnCode: 0x970, text: 'ecNotEncrypted' });
const searched = {
  'searched[ex10a/rca].from': hoursBefore(100),
  'searched[ex10a/rca].to': hoursBefore(0),
} as const;
const off = { 'client.rpcEncryption': { value: false, from: 'pasted' } } as const;
const on = { 'client.rpcEncryption': { value: true, from: 'pasted' } } as const;
const required = { 'mailbox.server': 'ex10a', 'servers[ex10a].rpcEncryptionRequired': true } as const;

export default cause({
  id: 'rpc-encryption-off',
  side: 'client',
  popups: ['disconnected', 'need-password', 'credential'],
  usual: 'rare',
  says: 'The Outlook profile does not encrypt its connection (RPC), and the server insists on it.',
  toUser: {
    says: 'Outlook on this PC speaks to the server without encryption, and the server no longer accepts that. Your password is right.',
    todo: 'The helpdesk ticks one box in the settings of the account; web mail works meanwhile.',
  },
  signs: [
    must('not-encrypting', {
      when: unencrypted,
      says: (seen) =>
        unencrypted(seen) === true
          ? 'The profile does not encrypt its connection.'
          : 'The profile encrypts its connection (policy or its own setting).',
      shown: off,
      cleared: on,
    }),
    proof('off-and-required', {
      group: 'encryption',
      when: (seen) => all(not(encrypts(seen)), demanded(seen)),
      says: (seen) => `The profile does not encrypt, and ${names(demanding(seen))} requires it.`,
      shown: { ...off, ...required },
      cleared: { ...on, ...required },
    }),
    proof('turned-away-for-it', {
      group: 'encryption',
      when: turnedAway,
      says: (seen) =>
        `${place(firstLine(seen, (one) => notEncrypted(seen, one)))}: a session of this user was turned away as not encrypted.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('an-outlook-that-does-not-by-itself', {
      group: 'encryption',
      when: oldAndDemanded,
      says: () => 'Outlook 2003 does not encrypt by itself, and a server requires it.',
      shown: { 'scope.only': ['outlook:11'], 'servers[ex10a].rpcEncryptionRequired': true },
      cleared: {
        'scope.only': ['outlook:14'],
        'client.outlookBuild': '14',
        'servers[ex10a].rpcEncryptionRequired': true,
      },
    }),
    fair('an-outlook-that-does-not-and-a-newer-server', {
      group: 'encryption',
      when: oldAndNewer,
      says: (seen) =>
        `Outlook 2003 does not encrypt by itself, and Exchange ${seen.text('mailbox.exchange')} requires it unless told otherwise.`,
      shown: { 'client.outlookBuild': '11', 'mailbox.exchange': '2010' },
      cleared: { 'client.outlookBuild': '14', 'mailbox.exchange': '2010', 'scope.only': ['outlook:14'] },
    }),
    strong('profile-does-not-encrypt', {
      group: 'encryption',
      when: (seen) => not(encrypts(seen)),
      says: () => 'The profile does not encrypt its connection.',
      shown: off,
      cleared: on,
    }),
    strong('the-words-name-encryption', {
      when: (seen) => {
        const said = [seen.text('client.startError'), seen.text('popup.text')].filter(
          (one) => one !== undefined,
        );
        return said.length === 0 ? undefined : said.some((one) => /encrypt|verschl(ü|ue)ssel/i.test(one));
      },
      says: (seen) =>
        `The words speak of encryption: ${seen.text('client.startError') ?? seen.text('popup.text')}.`,
      shown: { 'client.startError': 'The server requires an encrypted connection.' },
      cleared: { 'client.startError': 'The name cannot be resolved.' },
    }),
    leafSign(
      fair,
      'speaks-rpc',
      'client.protocol',
      ['RPC/TCP'],
      'HTTP',
      'Outlook uses RPC directly, where that encryption is a setting of the profile.',
    ),
    listSign(
      fair,
      'after-a-new-server',
      'timeline.after',
      ['own-move', 'new-server', 'server-update', 'policy-change', 'namespace-change'],
      'password-change',
      (seen) =>
        `It began after: ${names(seen.list('timeline.after') ?? [])}; the new place insists on encryption.`,
    ),
    listSign(
      fair,
      'only-some-profiles',
      'scope.only',
      ['with:profile-setting', 'with:policy', 'outlook:11', 'outlook:12', 'protocol:RPC/TCP'],
      'outlook:16',
      (seen) => `Only some see it (${names(seen.list('scope.only') ?? [])}).`,
    ),
    cures(weak, 'new-profile-cures', ['new-profile'], 'A new profile, which encrypts by itself, ended it.'),
    leafSign(weak, 'web-mail-works', 'scope.webmailWorks', [true], false, 'Web mail works.'),
    leafSign(
      against.strong,
      'uses-http',
      'client.protocol',
      ['HTTP', 'RPC/HTTP'],
      'RPC/TCP',
      (seen) => `Outlook uses ${seen.text('client.protocol')}, which HTTPS encrypts.`,
    ),
    against.strong('nobody-requires-it', {
      when: (seen) => not(demanded(seen)),
      says: (seen) => `${seen.text('mailbox.server') ?? 'The server'} does not require encryption.`,
      shown: { 'mailbox.server': 'ex10a', 'servers[ex10a].rpcEncryptionRequired': false },
      cleared: required,
    }),
    leafSign(
      against.fair,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted', 'accepted-returns'],
      'refused',
      'The box takes the password: the connection stands.',
    ),
    cures(
      against.strong,
      'mended-otherwise',
      ['clear-credentials', 'change-password', 'unlock', 'recycle-autodiscover'],
      'Something that leaves the profile as it is ended it.',
    ),
    against.weak('another-pc-too', {
      when: (seen) => any(not(seen.flag('scope.otherPcWorks')), seen.is('scope.affected', 'all')),
      says: () => 'Another PC shows it, too.',
      shown: { 'scope.otherPcWorks': false },
      cleared: { 'scope.otherPcWorks': true, 'scope.affected': 'one-pc' },
    }),
  ],
  remedies: ['encrypt-rpc'],
  meanwhile: [
    'Use web mail.',
    'Do not switch the server’s requirement off for everybody because of a few profiles.',
  ],
  sources: ['Microsoft KB3032395 (Outlook and RPC encryption)', '[MS-OXCDATA] 2.4 (ecNotEncrypted 0x970)'],
});
