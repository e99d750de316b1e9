import { against, all, any, cause, fair, not, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { boxHost, shows } from '../readings/box.ts';
import {
  boxSays,
  firstCertificate,
  handedOut,
  lacksItsName,
  type Presented,
  someCertificate,
  whose,
} from '../readings/certificates.ts';
import { hoursBefore } from '../readings/examples.ts';
import { isOwn } from '../readings/handed-names.ts';
import { day, youngerThan } from '../readings/mailbox.ts';
import { moment, names } from '../readings/sentences.ts';
import { hostOf, shortName } from '../readings/servers.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { wellElsewhere } from '../readings/who-sees-it.ts';

/** A server's own certificate, for which nobody outside it vouches. */
const ownCertificate = (seen: Seen, one: Presented): Truth => isOwn(seen, one);
/** Set-up writes the server's own name into the SCP, the moment the server is there. */
const ownName = (seen: Seen, server: string): Truth => {
  const stated = seen.flag(`scp[${server}].urlIsServerName`);
  if (stated !== undefined) return stated;
  const url = seen.text(`scp[${server}].url`);
  return url === undefined || url === '' ? undefined : shortName(hostOf(url)) === server;
};
const young = (seen: Seen, server: string): Truth =>
  any(youngerThan(seen, seen.time(`scp[${server}].createdAt`), 90 * day));
const newPoints = (seen: Seen): readonly string[] =>
  seen.keys('scp').filter((server) => ownName(seen, server) === true && young(seen, server) === true);
/** Whether Outlook is told to go to this host. */
const isHandedOut = (seen: Seen, { host }: Presented): boolean =>
  handedOut(seen).some((one) => one.host === host) || boxHost(seen) === host;
const point = {
  'scp[ex16b].url': 'https://ex16b.corp.local/Autodiscover/Autodiscover.xml',
  'scp[ex16b].createdAt': hoursBefore(48),
};
const own = 'tls[ex16b.corp.local@vip].selfSigned';

export default cause({
  id: 'cert-new-server-default',
  side: 'tls',
  popups: ['certificate', 'proxy-certificate', 'credential', 'need-password'],
  usual: 'occasional',
  says: 'A newly installed server hands out its own name, or shows the certificate that set-up made, which no PC trusts.',
  toUser: {
    says: 'A new mail server introduces itself with a certificate that your PC does not know yet. Nothing is wrong with your PC or your password.',
    todo: 'Nothing to do: answer No, and go on working.',
  },
  signs: [
    proof('its-own-certificate-on-a-handed-out-host', {
      group: 'own',
      when: (seen) =>
        someCertificate(seen, (one) => {
          const mine = ownCertificate(seen, one);
          return mine !== true ? mine : isHandedOut(seen, one) ? true : undefined;
        }),
      says: (seen) =>
        `${whose(firstCertificate(seen, (one) => all(ownCertificate(seen, one), isHandedOut(seen, one))))} shows a certificate that the server made itself, and Outlook is told to go there.`,
      shown: { ...point, [own]: true },
      cleared: { ...point, [own]: false },
    }),
    strong('its-own-certificate', {
      group: 'own',
      when: (seen) => someCertificate(seen, (one) => ownCertificate(seen, one)),
      says: (seen) =>
        `${whose(firstCertificate(seen, (one) => ownCertificate(seen, one)))} shows a certificate that the server made itself.`,
      shown: { [own]: true },
      cleared: { [own]: false },
    }),
    proof('a-new-point-with-an-unfit-name', {
      group: 'point',
      when: (seen) =>
        seen.some('scp', (server) =>
          all(
            ownName(seen, server),
            young(seen, server),
            someCertificate(seen, (one) =>
              one.host === hostOf(seen.text(`scp[${server}].url`) ?? '').toLowerCase()
                ? lacksItsName(seen, one)
                : false,
            ),
          ),
        ),
      says: (seen) =>
        `The SCP of ${names(newPoints(seen))}, created ${moment(seen.time(`scp[${newPoints(seen)[0] ?? ''}].createdAt`))}, names the server itself, and the certificate there does not hold that name.`,
      shown: { ...point, 'tls[ex16b.corp.local@vip].nameMatches': false },
      cleared: { ...point, 'tls[ex16b.corp.local@vip].nameMatches': true },
    }),
    fair('a-new-point-names-its-server', {
      group: 'point',
      when: (seen) => seen.some('scp', (server) => all(ownName(seen, server), young(seen, server))),
      says: (seen) =>
        `The SCP of ${names(newPoints(seen))}, created ${moment(seen.time(`scp[${newPoints(seen)[0] ?? ''}].createdAt`))}, names the server itself.`,
      shown: point,
      cleared: {
        ...point,
        'scp[ex16b].url': 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
      },
    }),
    strong('a-certificate-box-since-a-new-server', {
      group: 'new-server',
      when: (seen) =>
        all(seen.has('timeline.after', 'new-server'), shows(seen, 'certificate', 'proxy-certificate')),
      says: () =>
        'A warning about a certificate since a server was added: set-up publishes it at once, with its own name and certificate.',
      shown: { 'timeline.after': ['new-server'], 'popup.kind': 'certificate' },
      cleared: { 'timeline.after': ['new-server'], 'popup.kind': 'credential' },
    }),
    began(
      fair,
      'began-with-a-new-server',
      ['new-server'],
      'set-up publishes the server at once, with its own name and certificate',
      'new-server',
    ),
    leafSign(
      strong,
      'another-servers-certificate',
      'popup.certificateOf',
      ['other-exchange-server'],
      'namespace',
      'The certificate in the box is another Exchange server’s own.',
      'box',
    ),
    leafSign(
      strong,
      'another-servers-name',
      'popup.hostIs',
      ['other-exchange-server'],
      'namespace',
      'The box names an Exchange server that is not hers.',
      'box',
    ),
    strong('an-unknown-issuer-at-a-servers-own-name', {
      group: 'box',
      when: (seen) =>
        all(boxSays(seen, 'issuer'), seen.is('popup.hostIs', 'own-server', 'other-exchange-server')),
      says: () =>
        'The box names one server and says that the issuer is not trusted: the certificate that set-up made.',
      shown: {
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
        'popup.hostIs': 'own-server',
      },
      cleared: {
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
        'popup.hostIs': 'namespace',
      },
    }),
    leafSign(
      fair,
      'her-servers-own-certificate',
      'popup.certificateOf',
      ['own-server'],
      'namespace',
      'The certificate in the box is her server’s own.',
      'box',
    ),
    leafSign(
      fair,
      'her-servers-own-name',
      'popup.hostIs',
      ['own-server'],
      'namespace',
      'The box names her server itself.',
      'box',
    ),
    cures(
      strong,
      'another-point-cures',
      ['scp-change'],
      'With another Autodiscover address (SCP) it was gone.',
      'cure',
    ),
    cures(
      fair,
      'another-certificate-cures',
      ['certificate-change', 'url-change'],
      'With another certificate or address it was gone.',
      'cure',
    ),
    leafSign(
      weak,
      'many-at-once',
      'scope.affected',
      ['all', 'one-site', 'some'],
      'one-user',
      'Many see it at once.',
    ),
    leafSign(
      weak,
      'joined-pcs',
      'client.domainJoined',
      [true],
      false,
      'The PC is in the domain, so it finds the new server’s SCP.',
    ),
    leafSign(
      against.strong,
      'the-common-certificate',
      'popup.certificateOf',
      ['namespace'],
      'own-server',
      'The certificate in the box is the common one.',
      'whose',
    ),
    leafSign(
      against.strong,
      'a-strange-certificate',
      'popup.certificateOf',
      ['web-site', 'device', 'scanner'],
      'own-server',
      'The certificate in the box is no Exchange server’s.',
      'whose',
    ),
    leafSign(
      against.strong,
      'the-mail-domain-itself',
      'popup.hostIs',
      ['mail-domain', 'foreign'],
      'own-server',
      'The box names the mail domain itself or a strange host.',
      'whose',
    ),
    against.strong('every-certificate-is-issued', {
      when: (seen) => {
        const some = someCertificate(seen, (one) => any(isOwn(seen, one), lacksItsName(seen, one)));
        return some === undefined ? undefined : !some;
      },
      says: () => 'Every certificate of Outlook’s hosts is issued by somebody and holds its host’s name.',
      shown: { [own]: false, 'tls[ex16b.corp.local@vip].nameMatches': true },
      cleared: { [own]: true, 'tls[ex16b.corp.local@vip].nameMatches': false },
    }),
    against.fair('no-new-point', {
      when: (seen) =>
        all(
          seen.every('scp', (server) => not(young(seen, server))),
          seen.has('timeline.after', 'new-server') !== true,
        ),
      says: () => 'No SCP is younger than three months.',
      shown: { 'scp[ex16a].createdAt': hoursBefore(9000) },
      cleared: { 'scp[ex16a].createdAt': hoursBefore(48) },
    }),
    inVain(
      against.fair,
      'another-point-in-vain',
      ['scp-change'],
      'Another Autodiscover address changed nothing.',
    ),
    wellElsewhere(against.fair, 'another-pc-works', 'the new server is found from there too'),
  ],
  remedies: ['publish-new-server-properly'],
  meanwhile: [
    'Answer No to the warning; do not install the certificate on PCs.',
    'Do not take the new server down in haste: give it the common name first.',
  ],
  sources: [
    'Microsoft, Configure certificates and the SCP right after Exchange set-up (deployment assistant)',
    'Microsoft KB2783881 (name on the security certificate is invalid)',
  ],
});
