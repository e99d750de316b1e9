import { against, all, any, cause, fair, not, proof, type Seen, strong, weak } from '../cause.ts';
import { boxHost } from '../readings/box.ts';
import {
  boxSays,
  firstCertificate,
  handedOut,
  lacksItsName,
  someCertificate,
  whose,
} from '../readings/certificates.ts';
import {
  boxLacksName,
  everyNameFits,
  isOwn,
  lacking,
  someUncovered,
  uncovered,
} from '../readings/handed-names.ts';
import { names } from '../readings/sentences.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { mendedNearTheUser, wellElsewhere } from '../readings/who-sees-it.ts';

const mail = 'tls[mail.contoso.example@vip]';
const url = { 'vdirs[ex16a/ews].internalUrl': 'https://mail.contoso.example/EWS/Exchange.asmx' };
const point = { 'scp[ex16a].url': 'https://ex16a.corp.local/Autodiscover/Autodiscover.xml' };
const by = (seen: Seen, host: string): string =>
  handedOut(seen).find((one) => one.host === host)?.by ?? 'Outlook';

export default cause({
  id: 'cert-name-url-mismatch',
  side: 'tls',
  popups: [
    'certificate',
    'proxy-certificate',
    'encrypted-unavailable',
    'disconnected',
    'credential',
    'need-password',
  ],
  usual: 'occasional',
  says: 'Outlook is told to use an address whose name the certificate there does not hold.',
  toUser: {
    says: 'Our mail address and the name on our server’s certificate do not match, and Outlook warns you of it. Nothing is wrong with your PC or your password.',
    todo: 'Nothing to do: answer No or Cancel, and go on working.',
  },
  signs: [
    proof('the-certificate-lacks-the-name', {
      group: 'name',
      when: (seen) => {
        if (lacking(seen).length > 0) return true;
        return everyNameFits(seen) === true ? false : undefined;
      },
      says: (seen) => {
        const one = lacking(seen)[0];
        const listed = one === undefined ? [] : (seen.list(`tls[${one.key}].names`) ?? []);
        return `${by(seen, one?.host ?? '')} names ${one?.host ?? 'a host'}; the certificate of ${whose(one)} holds ${listed.length === 0 ? 'no such name' : names(listed)}.`;
      },
      shown: {
        ...url,
        [`${mail}.selfSigned`]: false,
        [`${mail}.nameMatches`]: false,
        [`${mail}.names`]: ['owa.contoso.example'],
      },
      cleared: { ...url, [`${mail}.nameMatches`]: true, [`${mail}.names`]: ['mail.contoso.example'] },
    }),
    strong('a-host-shows-a-certificate-without-its-name', {
      group: 'name',
      when: (seen) => someCertificate(seen, (one) => all(lacksItsName(seen, one), isOwn(seen, one) !== true)),
      says: (seen) =>
        `The certificate of ${whose(firstCertificate(seen, (one) => all(lacksItsName(seen, one), isOwn(seen, one) !== true)))} does not hold that name.`,
      shown: { [`${mail}.nameMatches`]: false },
      cleared: { [`${mail}.nameMatches`]: true },
    }),
    strong('an-address-is-on-no-certificate', {
      group: 'name',
      when: someUncovered,
      says: (seen) =>
        `On no certificate: ${names(uncovered(seen).map(({ host, by: source }) => `${host} (${source})`))}.`,
      shown: { ...point, [`${mail}.names`]: ['mail.contoso.example'] },
      cleared: { ...url, [`${mail}.names`]: ['mail.contoso.example'] },
    }),
    strong('the-box-shows-another-name', {
      group: 'box',
      when: boxLacksName,
      says: (seen) =>
        `The box names ${boxHost(seen)}; the certificate in it holds ${names(seen.list('popup.certificateNames') ?? [])}.`,
      shown: { 'popup.host': 'ex16a.corp.local', 'popup.certificateNames': ['mail.contoso.example'] },
      cleared: { 'popup.host': 'mail.contoso.example', 'popup.certificateNames': ['mail.contoso.example'] },
    }),
    strong('a-server-name-under-the-common-certificate', {
      group: 'box',
      when: (seen) =>
        all(
          seen.is('popup.certificateOf', 'namespace'),
          any(
            seen.is('popup.hostIs', 'own-server', 'other-exchange-server'),
            seen.has('timeline.after', 'certificate-change'),
          ),
        ),
      says: () => 'The box is about the certificate of the common name, asked for under another name.',
      shown: { 'popup.certificateOf': 'namespace', 'popup.hostIs': 'own-server' },
      cleared: { 'popup.certificateOf': 'web-site', 'popup.hostIs': 'own-server' },
    }),
    fair('the-right-certificate', {
      group: 'box',
      when: (seen) => seen.is('popup.certificateOf', 'namespace'),
      says: () => 'The box shows our own certificate, the right one.',
      shown: { 'popup.certificateOf': 'namespace' },
      cleared: { 'popup.certificateOf': 'web-site' },
    }),
    leafSign(
      fair,
      'the-box-names-her-server',
      'popup.hostIs',
      ['own-server'],
      'mail-domain',
      'The box names her server itself, a name that certificates seldom hold.',
    ),
    fair('the-box-speaks-of-the-name', {
      when: (seen) => boxSays(seen, 'name'),
      says: () => 'The box says that the name is invalid or does not match.',
      shown: {
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
      },
      cleared: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
    }),
    fair('an-address-is-a-server-name', {
      when: (seen) => seen.some('scp', (server) => seen.flag(`scp[${server}].urlIsServerName`)),
      says: (seen) =>
        `${names(seen.keys('scp').filter((server) => seen.flag(`scp[${server}].urlIsServerName`) === true))}: the SCP names the server itself, which certificates seldom hold.`,
      shown: { 'scp[ex16a].urlIsServerName': true },
      cleared: { 'scp[ex16a].urlIsServerName': false },
    }),
    began(
      fair,
      'began-with-a-certificate',
      ['certificate-change'],
      'the new one may hold fewer names',
      'change',
    ),
    began(
      fair,
      'began-with-other-names',
      ['namespace-change', 'dns-change'],
      'the new name may be on no certificate',
      'change',
    ),
    cures(
      strong,
      'other-addresses-cure',
      ['url-change', 'scp-change'],
      'With other addresses (URLs, SCP) it was gone.',
      'cure',
    ),
    cures(
      strong,
      'another-certificate-cures',
      ['certificate-change'],
      'With another certificate it was gone.',
      'cure',
    ),
    leafSign(
      fair,
      'addresses-were-found-wrong',
      'checked[urls].result',
      ['wrong'],
      'right',
      'Somebody found the addresses wrong.',
    ),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail, which goes by the common name, works.',
    ),
    leafSign(
      weak,
      'everybody',
      'scope.affected',
      ['all', 'some', 'one-site', 'all-on-one-version'],
      'one-user',
      'More than one see it.',
    ),
    leafSign(
      against.strong,
      'a-strange-certificate',
      'popup.certificateOf',
      ['web-site', 'scanner', 'device'],
      'namespace',
      'The certificate in the box is not Exchange’s.',
      'whose',
    ),
    leafSign(
      against.fair,
      'another-servers-certificate',
      'popup.certificateOf',
      ['other-exchange-server'],
      'namespace',
      'The certificate in the box is another server’s own.',
      'whose',
    ),
    leafSign(
      against.strong,
      'the-mail-domain-itself',
      'popup.hostIs',
      ['mail-domain', 'foreign'],
      'namespace',
      'The box names the mail domain itself or a strange host.',
      'whose',
    ),
    against.strong('every-name-fits', {
      when: (seen) => all(everyNameFits(seen), not(boxLacksName(seen)) !== false),
      says: () => 'Every address that Outlook is told is on the certificate there.',
      shown: { ...url, [`${mail}.nameMatches`]: true, [`${mail}.names`]: ['mail.contoso.example'] },
      cleared: { ...url, [`${mail}.nameMatches`]: false, [`${mail}.names`]: ['owa.contoso.example'] },
    }),
    against.fair('it-speaks-of-date-or-issuer', {
      when: (seen) => all(any(boxSays(seen, 'date'), boxSays(seen, 'issuer')), not(boxSays(seen, 'name'))),
      says: () => 'The box speaks of the date or the issuer, not of the name.',
      shown: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
      cleared: {
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
      },
    }),
    began(
      against.fair,
      'began-with-a-new-server',
      ['new-server'],
      'a new server’s own certificate is likelier',
    ),
    only(
      against.strong,
      'one-kind-of-windows',
      ['windows:'],
      'names on a certificate are the same for every Windows',
      'kind',
    ),
    only(
      against.fair,
      'one-mail-domain',
      ['mail-domain:'],
      'every domain is told the same addresses; its records are likelier',
      'kind',
    ),
    inVain(
      against.strong,
      'other-addresses-in-vain',
      ['url-change', 'scp-change'],
      'Other addresses changed nothing.',
    ),
    leafSign(
      against.fair,
      'addresses-were-found-right',
      'checked[urls].result',
      ['right'],
      'wrong',
      'Somebody looked the addresses over and found them right.',
    ),
    wellElsewhere(against.fair, 'another-pc-works', 'it is told the same addresses'),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['align-urls-with-certificate', 'renew-certificate'],
  meanwhile: [
    'Answer No or Cancel to the warning; do not install the certificate.',
    'Do not teach people to click Yes: the next warning may be a real one.',
  ],
  sources: [
    'Microsoft KB2783881 (name on the security certificate is invalid)',
    'Microsoft, Digital certificates and encryption in Exchange Server',
  ],
});
