import { against, any, cause, fair, proof, strong, weak } from '../cause.ts';
import { extendedProtectionSigns } from '../readings/extended-protection.ts';
import { tried } from '../readings/mailbox.ts';
import { issuerIsForeign } from '../readings/tls-path.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { helps, inVain, otherCure } from '../readings/tries.ts';

export default cause({
  id: 'ep-tls-inspection',
  side: 'extended-protection',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Extended Protection is on, and a scanner on the PC or its network opens the TLS session: the logon is bound to the scanner’s certificate.',
  toUser: {
    says: 'A protection program opens the connection between your PC and our mail servers, and the servers refuse that. Your password is right.',
    todo: 'Press Cancel, use web mail, and do not switch the program off yourself: the helpdesk makes an exception.',
  },
  signs: [
    ...extendedProtectionSigns,
    proof('issuer-is-the-scanner', {
      group: 'scanner',
      when: issuerIsForeign,
      says: (seen) =>
        `This PC is shown a certificate issued by "${seen.text('client.certificateIssuerSeen') ?? ''}", which is not the one of our servers.`,
      shown: {
        'client.certificateIssuerSeen': { value: 'CN=Kaspersky Anti-Virus Personal Root', from: 'pasted' },
      },
      cleared: {
        'client.certificateIssuerSeen': 'CN=Contoso Issuing CA',
        'tls[mail.contoso.example@ex16a].issuer': 'CN=Contoso Issuing CA',
      },
    }),
    strong('scanner-opens-tls', {
      group: 'scanner',
      when: (seen) => any(seen.is('path.tlsEndsAt', 'scanner'), seen.is('popup.certificateOf', 'scanner')),
      says: () => 'A scanner opens the TLS session: the certificate that this PC sees is the scanner’s.',
      shown: { 'path.tlsEndsAt': 'scanner' },
      cleared: { 'path.tlsEndsAt': 'exchange', 'popup.certificateOf': 'namespace' },
    }),
    fair('has-a-scanner', {
      group: 'scanner',
      when: (seen) => {
        const name = seen.text('client.scanner');
        return name === undefined ? undefined : name !== '' && !/^(none|no)$/i.test(name);
      },
      says: (seen) =>
        `This PC runs ${seen.text('client.scanner') ?? 'a scanner'}, which can open TLS sessions.`,
      shown: { 'client.scanner': 'Kaspersky Endpoint Security' },
      cleared: { 'client.scanner': '' },
    }),
    only(strong, 'only-with-a-scanner', ['with:scanner'], 'all of them have the same scanner', 'only'),
    helps(
      strong,
      'ends-without-the-scanner',
      ['antivirus-off'],
      'With the scanner off, or Exchange excepted from it, it was gone.',
    ),
    leafSign(weak, 'some-pcs', 'scope.affected', ['one-pc', 'some'], 'all', 'Only some PCs see it.', 'other'),
    leafSign(
      fair,
      'another-pc-works',
      'scope.otherPcWorks',
      [true],
      false,
      'The same person works on another PC.',
      'other',
    ),
    began(
      weak,
      'began-on-the-pc',
      ['client-update', 'computer-change'],
      'the PC or a program on it changed, not the servers',
    ),
    inVain(
      against.strong,
      'goes-on-without-the-scanner',
      ['antivirus-off'],
      'With the scanner off it went on.',
    ),
    against.strong('follows-the-device', {
      when: (seen) =>
        any(
          seen.flag('scope.directWorks'),
          tried(seen, ['direct-to-server', 'layer-4-instead', 're-encrypt'], 'cured'),
          seen.list('scope.only')?.some((kind) => kind === 'through:device'),
        ),
      says: () => 'Past the device in front of Exchange it works on the same PC.',
      shown: { 'scope.directWorks': true },
      cleared: {
        'scope.directWorks': false,
        'scope.only': ['with:scanner'],
        'tried[]': [{ what: 'direct-to-server', result: 'nothing' }],
      },
    }),
    leafSign(
      against.fair,
      'everybody',
      'scope.affected',
      ['all', 'one-path', 'one-database'],
      'some',
      'Everybody sees it, with and without a scanner.',
    ),
    against.strong('issuer-is-ours', {
      when: (seen) => {
        const foreign = issuerIsForeign(seen);
        return foreign === undefined ? undefined : !foreign;
      },
      says: (seen) =>
        `This PC is shown the certificate of our servers, issued by "${seen.text('client.certificateIssuerSeen') ?? ''}".`,
      shown: {
        'client.certificateIssuerSeen': 'CN=Contoso Issuing CA',
        'tls[mail.contoso.example@ex16a].issuer': 'CN=Contoso Issuing CA',
      },
      cleared: { 'client.certificateIssuerSeen': 'CN=Kaspersky Anti-Virus Personal Root' },
    }),
    otherCure(
      'extended-protection-off',
      'antivirus-off',
      'proxy-off',
      'direct-to-server',
      'layer-4-instead',
      're-encrypt',
    ),
  ],
  remedies: ['except-exchange-from-inspection', 'roll-back-extended-protection'],
  meanwhile: [
    'Use web mail.',
    'Do not uninstall the scanner; except the mail servers’ names from TLS inspection.',
    'Do not create new profiles: the scanner opens those connections too.',
  ],
  sources: [
    'Microsoft CSS-Exchange, Exchange Extended Protection (known issues: HTTPS inspection by antivirus programs)',
    'RFC 5929, tls-server-end-point',
  ],
});
