import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'set-organization-mapi-http',
  title: 'Set MAPI/HTTP for the whole organisation',
  effect: 'organisation',
  parameters: (seen) => ({ before: seen.flag('org.mapiHttp') ?? 'unseen' }),
  when: (seen, verdict) =>
    verdict.proven
      ? whenLikely(seen, verdict)
      : seen.flag('org.mapiHttp') === false || verdict.band === 'likely'
        ? whenLikely(seen, verdict)
        : { offered: false, why: `Nothing proves ${verdict.cause} yet, and every client would restart.` },
  steps: (_, { before }) => [
    `Get-OrganizationConfig | Format-List MapiHttpEnabled   (write down what is there: ${String(before)})`,
    'Count the clients that cannot speak MAPI/HTTP: Outlook 2007, Outlook 2010 without KB2956191 and KB2965295, Outlook 2013 before SP1. They stay on Outlook Anywhere.',
    'See that the MAPI/HTTP URLs, their certificate names and the sign-in methods of /mapi are right on every server.',
    'Try it on a few mailboxes first: Set-CASMailbox -Identity <mailbox> -MapiHttpEnabled … needs the organisation’s switch to be on for archives.',
    'Outside office hours: Set-OrganizationConfig -MapiHttpEnabled $true (or $false to take it back)',
  ],
  consequences: 'Every Outlook of the organisation changes its transport and asks once for a restart.',
  rollback:
    'Set-OrganizationConfig -MapiHttpEnabled with the value that was written down; every client restarts again.',
  verification: 'Get-OrganizationConfig shows the value; Connection Status of a few clients shows "HTTP".',
  source: 'Microsoft, "Configure MAPI over HTTP in Exchange Server"; Set-OrganizationConfig',
});
