import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { keyPart, serverName } from '../printed/names.ts';

const commonName = (subject: string | undefined): string | undefined =>
  /(?:^|,\s*)CN="?([^",]{1,200})"?/i.exec(subject ?? '')?.[1]?.trim();
/** Bound to a web site: `IIS` among the services, or their letter W. */
const isOnWeb = (object: PrintedObject): boolean => {
  const services = object.text('Services') ?? '';
  return /\bIIS\b/i.test(services) || /^[.A-Z]*W[.A-Z]*$/.test(services);
};

export default cmdletFamily({
  id: 'exchange-certificate',
  cmdlets: ['Get-ExchangeCertificate'],
  reads: [
    ...[
      'Thumbprint',
      'Services',
      'Subject',
      'CertificateDomains',
      'Issuer',
      'IsSelfSigned',
      'NotAfter',
      'NotBefore',
    ],
    ...['Status', 'Identity', 'PSComputerName', 'RootCAType'],
  ],
  marks: [
    ['Thumbprint', 'Services'],
    ['CertificateDomains', 'NotAfter'],
  ],
  read: (object) => {
    const argument = /^[0-9a-f]{40}$/i.test(object.argument ?? '') ? undefined : object.argument;
    const identity = object.text('Identity') ?? '';
    const server =
      serverName(object.text('PSComputerName') || undefined) ??
      (identity.includes('\\') ? serverName(identity.split('\\')[0]) : serverName(argument));
    // The server's own certificate serves the back end: clients do not meet it.
    if (server === undefined || !isOnWeb(object) || object.flag('IsSelfSigned') === true) return [];
    const common = commonName(object.text('Subject'));
    const names = object.list('CertificateDomains');
    const hosts = [...(names ?? []), common ?? ''].filter(
      (name) => !name.includes('*') && name.includes('.'),
    );
    return [...new Set(hosts.map((name) => keyPart(name)))].slice(0, 12).flatMap((host) => {
      if (host === undefined || host.includes('@')) return [];
      const path = (leaf: string): string => `tls[${host}@${server}].${leaf}`;
      return [
        ['Subject', path('commonName'), common],
        ['CertificateDomains', path('names'), names],
        ['Issuer', path('issuer'), object.text('Issuer') || undefined],
        ['NotAfter', path('notAfter'), object.time('NotAfter')],
        ['NotBefore', path('notBefore'), object.time('NotBefore')],
        ['IsSelfSigned', path('selfSigned'), object.flag('IsSelfSigned')],
      ] as const;
    });
  },
});
