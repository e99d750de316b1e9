import { all, any, not } from '../cause.ts';
import { finding } from '../finding.ts';

export default finding({
  id: 'mailbox-mapi-http-differs',
  when: (seen) =>
    any(
      all(seen.is('mailbox.mapiHttp', 'on'), not(seen.flag('org.mapiHttp'))),
      all(seen.is('mailbox.mapiHttp', 'off'), seen.flag('org.mapiHttp')),
    ),
  says: (seen) =>
    seen.is('mailbox.mapiHttp', 'on') === true
      ? `MAPI/HTTP is on for ${seen.mailbox} and off for the organisation: an archive of it cannot be opened.`
      : `MAPI/HTTP is off for ${seen.mailbox} and on for the organisation: Outlook keeps to Outlook Anywhere, and a fault of MAPI/HTTP would not show here.`,
});
