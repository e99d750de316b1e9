import { against, all, any, cause, fair, must, not, proof, risk, strong, weak } from '../cause.ts';
import { shows } from '../readings/box.ts';
import { boxSays, outOfDate, someCertificate } from '../readings/certificates.ts';
import { hoursBefore } from '../readings/examples.ts';
import { tried } from '../readings/mailbox.ts';
import {
  aNameIsInQuestion,
  byOutlookAnywhere,
  isMalformed,
  profileStrange,
} from '../readings/principal-in-use.ts';
import {
  commonNames,
  expected,
  expectsAnotherThanFirst,
  expectsHostName,
  firstNameAlone,
  hiddenFromOldWindows,
  madeOutToAnother,
  someStrange,
  strange,
} from '../readings/principal-name.ts';
import { names } from '../readings/sentences.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { mendedNearTheUser, wellElsewhere } from '../readings/who-sees-it.ts';

const wire = (commonName: string, ...others: readonly string[]) => ({
  'tls[mail.contoso.example@vip].commonName': commonName,
  'tls[mail.contoso.example@vip].names': [commonName, ...others],
});

export default cause({
  id: 'cert-principal-name',
  side: 'tls',
  popups: ['credential', 'need-password', 'proxy-certificate', 'encrypted-unavailable', 'disconnected'],
  usual: 'occasional',
  says: 'Outlook is told to expect a certificate name (msstd) that the certificate does not carry, so Outlook Anywhere never gets through and asks again and again.',
  toUser: {
    says: 'Outlook expects another name on our server’s certificate than the one that is there. Your password is right, typing it again does not help.',
    todo: 'Press Cancel and use web mail until the setting is right.',
  },
  signs: [
    must('goes-by-outlook-anywhere', {
      when: byOutlookAnywhere,
      says: (seen) =>
        byOutlookAnywhere(seen) === false
          ? 'Outlook uses MAPI/HTTP, which compares no such name.'
          : 'Outlook goes by Outlook Anywhere (RPC/HTTP), which compares the name.',
      shown: { 'client.protocol': 'RPC/HTTP' },
      cleared: { 'client.protocol': 'HTTP' },
    }),
    proof('told-a-name-that-no-certificate-carries', {
      group: 'name',
      when: someStrange,
      says: (seen) =>
        `${strange(seen)?.by ?? 'Outlook'} says msstd:${strange(seen)?.name ?? ''}; the certificate is made out to ${names(commonNames(seen))}.`,
      shown: { 'providers.exprPrincipal': 'msstd:outlook.contoso.example', ...wire('mail.contoso.example') },
      cleared: { 'providers.exprPrincipal': 'msstd:mail.contoso.example', ...wire('mail.contoso.example') },
    }),
    proof('told-a-name-that-none-can-carry', {
      group: 'name',
      when: (seen) => {
        const told = expected(seen);
        return told.length === 0 ? undefined : told.some(isMalformed);
      },
      says: (seen) => {
        const one = expected(seen).find(isMalformed);
        return `${one?.by ?? 'Outlook'} says msstd:${one?.name ?? ''}, which no certificate can carry; a wildcard is written with star and dot.`;
      },
      shown: { 'providers.exprPrincipal': 'msstd:*contoso.example' },
      cleared: { 'providers.exprPrincipal': 'msstd:*.contoso.example' },
    }),
    proof('the-profile-expects-another-name', {
      group: 'name',
      when: profileStrange,
      says: (seen) =>
        `The profile expects ${seen.text('client.proxyPrincipal')}; the certificate is made out to ${names(commonNames(seen))}.`,
      shown: { 'client.proxyPrincipal': 'msstd:outlook.contoso.example', ...wire('mail.contoso.example') },
      cleared: { 'client.proxyPrincipal': 'msstd:mail.contoso.example', ...wire('mail.contoso.example') },
    }),
    strong('the-host-is-not-the-first-name', {
      group: 'name',
      when: (seen) => all(seen.is('client.proxyPrincipalIs', 'external-host', 'san'), madeOutToAnother(seen)),
      says: (seen) =>
        `The profile expects the host (${seen.text('client.proxyPrincipal') ?? 'its own name'}), and the certificate is made out to ${names(commonNames(seen))} first.`,
      shown: {
        'client.proxyPrincipalIs': 'external-host',
        'tls[mail.contoso.example@vip].commonNameIs': 'wildcard',
      },
      cleared: {
        'client.proxyPrincipalIs': 'common-name',
        'tls[mail.contoso.example@vip].commonNameIs': 'wildcard',
      },
    }),
    firstNameAlone,
    strong('told-a-host-under-a-wildcard', {
      group: 'name',
      when: (seen) => {
        const told = expected(seen);
        return told.length === 0
          ? undefined
          : all(
              told.some(({ name }) => !name.startsWith('*')),
              someStrange(seen) !== false,
              someCertificate(seen, ({ key }) => seen.is(`tls[${key}].commonNameIs`, 'wildcard')),
            );
      },
      says: (seen) =>
        `Outlook is told ${names(expected(seen).map(({ name }) => name))}, and the certificate is made out to a wildcard.`,
      shown: {
        'providers.exprPrincipal': 'msstd:mail.contoso.example',
        'tls[mail.contoso.example@vip].commonNameIs': 'wildcard',
      },
      cleared: {
        'providers.exprPrincipal': 'msstd:mail.contoso.example',
        'tls[mail.contoso.example@vip].commonNameIs': 'host',
      },
    }),
    fair('the-profile-names-another-than-the-first', {
      group: 'name',
      when: (seen) => seen.is('client.proxyPrincipalIs', 'external-host', 'san'),
      says: (seen) =>
        `The profile expects a name (${seen.text('client.proxyPrincipalIs')}) that is not the certificate's first.`,
      shown: { 'client.proxyPrincipalIs': 'external-host' },
      cleared: { 'client.proxyPrincipalIs': 'common-name' },
    }),
    risk('another-name-comes-first', {
      group: 'name',
      when: (seen) => all(any(expectsHostName(seen), expectsAnotherThanFirst(seen)), madeOutToAnother(seen)),
      says: (seen) =>
        `Outlook expects ${names(expected(seen).map(({ name }) => name)).replace('none', 'the name of the host')}; the certificate is made out to ${names(commonNames(seen))} first.`,
      shown: { 'providers.exprPrincipal': '', 'tls[mail.contoso.example@vip].commonNameIs': 'wildcard' },
      cleared: { 'providers.exprPrincipal': '', 'tls[mail.contoso.example@vip].commonNameIs': 'host' },
    }),
    weak('made-out-to-another', {
      when: madeOutToAnother,
      says: (seen) =>
        `The certificate is made out to ${names(commonNames(seen))}, a wildcard or another host.`,
      shown: { 'tls[mail.contoso.example@vip].commonNameIs': 'wildcard' },
      cleared: { 'tls[mail.contoso.example@vip].commonNameIs': 'host' },
    }),
    strong('cancel-shows-the-certificate', {
      group: 'box',
      when: (seen) => all(shows(seen, 'proxy-certificate'), shows(seen, 'credential', 'need-password')),
      says: () => 'After the password box Outlook complains of the proxy server’s certificate.',
      shown: { 'popup.kind': 'credential', 'popup.afterCancel': 'proxy-certificate' },
      cleared: { 'popup.kind': 'credential', 'popup.afterCancel': 'disconnected' },
    }),
    fair('it-shows-the-certificate', {
      group: 'box',
      when: (seen) => shows(seen, 'proxy-certificate'),
      says: () => 'Outlook complains of the proxy server’s certificate.',
      shown: { 'popup.kind': 'proxy-certificate' },
      cleared: { 'popup.kind': 'credential' },
    }),
    strong('no-encrypted-connection', {
      group: 'box',
      when: (seen) => shows(seen, 'encrypted-unavailable'),
      says: () => 'Outlook says that no encrypted connection is available.',
      shown: { 'popup.kind': 'encrypted-unavailable' },
      cleared: { 'popup.kind': 'credential' },
    }),
    strong('setting-the-name-cures', {
      group: 'cure',
      when: (seen) => all(tried(seen, ['outlook-provider-change'], 'cured'), aNameIsInQuestion(seen)),
      says: () => 'Setting the expected name (Outlook provider) ended it.',
      shown: {
        'tried[]': [{ what: 'outlook-provider-change', result: 'cured' }],
        'client.settingReturns': ['proxy-principal'],
      },
      cleared: {
        'tried[]': [{ what: 'outlook-provider-change', result: 'nothing' }],
        'client.settingReturns': ['proxy-principal'],
      },
    }),
    cures(
      fair,
      'setting-the-provider-cures',
      ['outlook-provider-change'],
      'Another setting of the Outlook provider, which holds the expected name, ended it.',
      'cure',
    ),
    strong('the-name-comes-back', {
      when: (seen) => seen.has('client.settingReturns', 'proxy-principal'),
      says: () => 'Corrected by hand, the expected name comes back: Autodiscover hands it out.',
      shown: { 'client.settingReturns': ['proxy-principal'] },
      cleared: { 'client.settingReturns': ['server'] },
    }),
    began(
      fair,
      'began-with-a-certificate',
      ['certificate-change'],
      'the new certificate may be made out to another name first',
    ),
    only(fair, 'only-by-outlook-anywhere', ['protocol:rpc/http'], 'only Outlook Anywhere compares the name'),
    only(
      weak,
      'only-old-clients',
      ['outlook:12', 'outlook:14', 'windows:5.1', 'windows:6.0'],
      'older ones look at the first name alone',
    ),
    leafSign(weak, 'outside-only', 'scope.insideWorks', [true], false, 'Inside it works.'),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail works: the certificate itself is good.',
    ),
    against.strong('the-name-is-on-the-certificate', {
      group: 'fits',
      when: (seen) =>
        any(
          expected(seen).length === 0 || someStrange(seen) === undefined
            ? undefined
            : someStrange(seen) === false &&
                profileStrange(seen) !== true &&
                hiddenFromOldWindows(seen) !== true,
          all(seen.is('client.proxyPrincipalIs', 'common-name'), someStrange(seen) !== true),
        ),
      says: (seen) =>
        `The expected name (${names(expected(seen).map(({ name }) => name))}) is on the certificate.`,
      shown: { 'providers.exprPrincipal': 'msstd:mail.contoso.example', ...wire('mail.contoso.example') },
      cleared: {
        'providers.exprPrincipal': 'msstd:outlook.contoso.example',
        ...wire('mail.contoso.example'),
        'client.proxyPrincipalIs': 'external-host',
      },
    }),
    leafSign(
      against.strong,
      'the-profile-compares-nothing',
      'client.proxyPrincipalIs',
      ['none'],
      'external-host',
      'The profile compares no certificate name.',
      'fits',
    ),
    against.fair('the-certificate-is-bad-otherwise', {
      when: (seen) =>
        any(
          someCertificate(seen, (one) =>
            any(not(seen.flag(`tls[${one.key}].trusted`)), outOfDate(seen, one)),
          ),
          boxSays(seen, 'date'),
          boxSays(seen, 'issuer'),
        ),
      says: () =>
        'The certificate is out of date or not trusted, which Outlook complains of in the same way.',
      shown: { 'tls[mail.contoso.example@vip].trusted': false },
      cleared: {
        'tls[mail.contoso.example@vip].trusted': true,
        'tls[mail.contoso.example@vip].notAfter': hoursBefore(-3000),
        'popup.text': 'The name does not match.',
      },
    }),
    inVain(
      against.strong,
      'setting-the-name-in-vain',
      ['outlook-provider-change'],
      'Setting the expected name changed nothing.',
    ),
    leafSign(
      against.fair,
      'the-password-is-taken',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The typed password is taken: the way was opened.',
    ),
    wellElsewhere(against.fair, 'another-pc-works', 'it is told the same name'),
    against.fair('outlook-anywhere-works', {
      when: (seen) =>
        tried(seen, ['mapi-http-off-client', 'mapi-http-off-mailbox', 'mapi-http-off-organisation'], 'cured'),
      says: () => 'Without MAPI/HTTP, by Outlook Anywhere, it was gone.',
      shown: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'nothing' }] },
    }),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['set-outlook-provider'],
  meanwhile: [
    'Press Cancel and use web mail; the password is not at fault.',
    'Do not take the tick from "Only connect to proxy servers that have this name" by hand: Autodiscover puts it back, and it protects.',
  ],
  sources: [
    'Microsoft, Set-OutlookProvider (CertPrincipalName)',
    'Microsoft Remote Connectivity Analyzer, mutual authentication with the RPC proxy server failed',
    'Microsoft KB923575 (error when Outlook uses RPC over HTTPS)',
  ],
});
