import { all, any } from '../cause.ts';
import { finding } from '../finding.ts';

export default finding({
  id: 'mapihttpdisabled-hides',
  when: (seen) =>
    all(
      seen.flag('client.mapiHttpDisabled'),
      any(seen.is('mailbox.exchange', '2013', '2016', '2019'), seen.flag('org.mapiHttp')),
    ),
  says: () =>
    'MapiHttpDisabled is set on this PC, so Outlook keeps to Outlook Anywhere: a fault of MAPI/HTTP would not show here, and deleting the value may bring it back.',
});
