import { all } from '../cause.ts';
import { finding } from '../finding.ts';
import { mailDomain } from '../readings/box.ts';
import { boxOfMailDomain, domainWarns } from '../readings/mail-domain.ts';

export default finding({
  id: 'mail-domain-certificate',
  // Where the box is the mail domain's own, that is the cause autodiscover-root-domain.
  when: (seen) => all(domainWarns(seen), boxOfMailDomain(seen) !== true),
  says: (seen) =>
    `https://${mailDomain(seen)} shows a certificate that Outlook warns of: Outlook 2013 and later asks there too, beside the service connection point.`,
});
