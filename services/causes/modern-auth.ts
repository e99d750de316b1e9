import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { registryNumber } from '../readings/client-tls.ts';
import { either, legacyVersions, modernVersions } from '../readings/mailbox.ts';
import { onlyOutlook, outlookBuild } from '../readings/outlook-build.ts';
import { names } from '../readings/sentences.ts';
import { nodes } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';
import { asksByWebPage, namesWebSignIn } from '../readings/web-sign-in.ts';

const onPremises = (seen: Seen): Truth =>
  seen.is('mailbox.kind', 'remote') === true
    ? false
    : seen.is('mailbox.exchange', ...modernVersions, ...legacyVersions);
/** Exchange itself sends clients to a web page when hybrid modern authentication is on: it offers Bearer, or OAuth is set. */
const serversOfferIt = (seen: Seen): Truth => {
  const offers = [...nodes(seen, 'mapi'), ...nodes(seen, 'autodiscover')].map(({ key, part }) =>
    seen.has(
      part === 'nspi' || part === 'emsmdb' ? `mapi[${key}].schemes` : `autodiscover[${key}].schemes`,
      'Bearer',
    ),
  );
  return either(...offers);
};
const noModernAuth = (seen: Seen): Truth => {
  const build = outlookBuild(seen);
  const adal = registryNumber(seen, 'EnableADAL');
  return either(
    build === undefined ? undefined : build.major < 15,
    adal === undefined ? undefined : adal === 0,
  );
};

export default cause({
  id: 'modern-auth',
  side: 'client',
  popups: ['web-sign-in'],
  usual: 'occasional',
  says: "A web page asks for a sign-in: modern authentication or Office's own activation, not Exchange's box.",
  toUser: {
    says: 'The page asks you to sign in to Microsoft Office, not to your mailbox here.',
    todo: 'Sign in there with the account that your Office belongs to, or close the page: mail goes on.',
  },
  signs: [
    must('a-web-page-asks', {
      when: asksByWebPage,
      says: (seen) =>
        asksByWebPage(seen) === true
          ? `A web page asks${seen.text('popup.host') === undefined ? '' : ` (${seen.text('popup.host')})`}.`
          : 'A Windows box asks, not a web page.',
      shown: { 'popup.kind': 'web-sign-in' },
      cleared: { 'popup.kind': 'credential' },
    }),
    proof('the-page-is-microsofts', {
      group: 'page',
      when: namesWebSignIn,
      says: (seen) =>
        `The page is that of Microsoft's sign-in or of Office's activation: ${seen.text('popup.host') ?? seen.text('popup.text')}.`,
      shown: { 'popup.host': { value: 'login.microsoftonline.com', from: 'pasted' } },
      cleared: {
        'popup.host': { value: 'mail.contoso.example', from: 'pasted' },
        'popup.text': 'Enter network password',
      },
    }),
    strong('a-page-and-no-box', {
      group: 'page',
      when: asksByWebPage,
      says: () => 'A web page asks, which Exchange by itself does not show.',
      shown: { 'popup.kind': 'web-sign-in' },
      cleared: { 'popup.kind': 'credential' },
    }),
    fair('mailbox-is-here', {
      when: (seen) => all(asksByWebPage(seen), onPremises(seen)),
      says: (seen) =>
        `The mailbox is here, on Exchange ${seen.text('mailbox.exchange')}, and a web page asks.`,
      shown: { 'popup.kind': 'web-sign-in', 'mailbox.exchange': '2016' },
      cleared: { 'popup.kind': 'web-sign-in', 'mailbox.kind': 'remote' },
    }),
    fair('the-servers-offer-it', {
      when: serversOfferIt,
      says: () => 'Our servers offer modern authentication (Bearer) themselves.',
      shown: { 'mapi[mail.contoso.example@ex16a/emsmdb].schemes': ['Bearer', 'Negotiate', 'NTLM'] },
      cleared: { 'mapi[mail.contoso.example@ex16a/emsmdb].schemes': ['Negotiate', 'NTLM'] },
    }),
    leafSign(
      fair,
      'a-foreign-host',
      'popup.hostIs',
      ['foreign'],
      'namespace',
      'The page is of a host that is not ours.',
    ),
    listSign(
      fair,
      'after-an-update-or-a-policy',
      'timeline.after',
      ['client-update', 'os-update', 'policy-change', 'computer-change', 'server-update'],
      'own-move',
      (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
    ),
    leafSign(
      fair,
      'closing-it-changes-nothing',
      'popup.afterCancel',
      ['nothing'],
      'failed',
      'Closed, it changes nothing for the mail.',
    ),
    weak('only-a-new-outlook', {
      when: (seen) => onlyOutlook(seen, 16),
      says: () => 'Only Outlook 2016 or later sees it.',
      shown: { 'scope.only': ['outlook:16'] },
      cleared: { 'scope.only': ['domain-joined'] },
    }),
    leafSign(
      weak,
      'connected-to-the-cloud',
      'org.hybrid',
      [true],
      false,
      'The organisation is connected to the cloud.',
    ),
    against.strong('cannot-speak-it', {
      when: noModernAuth,
      says: (seen) => `Outlook ${outlookBuild(seen)?.text ?? 'there'} does not use modern authentication.`,
      shown: { 'client.outlookBuild': '14.0.7187.5000' },
      cleared: { 'client.outlookBuild': '16.0.5404.1000' },
    }),
    // Then the page comes from the question to the Office 365 endpoint: a cause of its own.
    against.strong('autodiscover-asks-the-cloud', {
      when: (seen) =>
        any(
          seen.is('client.autodiscoverFirst', 'office365'),
          seen.has('timeline.after', 'cloud-domain-added'),
        ),
      says: () => 'Autodiscover asks the cloud first, or the mail domain was added there lately.',
      shown: { 'timeline.after': ['cloud-domain-added'] },
      cleared: { 'timeline.after': ['client-update'], 'client.autodiscoverFirst': 'scp' },
    }),
    leafSign(
      against.strong,
      'mailbox-in-the-cloud',
      'mailbox.exchange',
      ['online'],
      '2016',
      'The mailbox is in the cloud, where the sign-in by a web page belongs to it.',
    ),
    cures(
      against.strong,
      'mended-otherwise',
      ['unlock', 'recycle-autodiscover', 'recycle-mapi', 'remove-secondary', 'extended-protection-off'],
      'Something of Exchange ended it.',
    ),
  ],
  remedies: ['settle-web-sign-in'],
  meanwhile: [
    'Close the page if it is not known; mail goes on.',
    'Do not type the password into a page whose address is unknown.',
  ],
  sources: [
    'Microsoft, "Hybrid modern authentication overview"',
    'Microsoft, EnableADAL (modern authentication for Office on Windows)',
  ],
});
