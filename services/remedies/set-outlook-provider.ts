import { quoted, whenLikely } from '../readings/offers.ts';
import { commonNames } from '../readings/principal-name.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'set-outlook-provider',
  title: 'Tell Outlook the name that the certificate is made out to',
  effect: 'organisation',
  parameters: (seen) => ({
    commonName: commonNames(seen)[0] ?? null,
    before: seen.text('providers.exprPrincipal') ?? null,
    inside: (seen.text('providers.exchPrincipal') ?? '') !== '',
  }),
  when: whenLikely,
  steps: (_, { commonName, before, inside }) => {
    const name = typeof commonName === 'string' ? commonName : '<first name of the certificate>';
    return [
      'Write down what is there: Get-OutlookProvider | Format-List Name, CertPrincipalName, Server, TTL',
      `Set-OutlookProvider -Identity EXPR -CertPrincipalName ${quoted(`msstd:${name}`)}   (a wildcard is written with its star and dot, msstd:*.contoso.example; never msstd:* or msstd:*contoso.example).`,
      ...(inside === true
        ? [
            `Set-OutlookProvider -Identity EXCH -CertPrincipalName ${quoted(`msstd:${name}`)}   (EXCH carries a name too).`,
          ]
        : []),
      'Leave the Server of EXPR empty ($null): with a value there Autodiscover leaves out the sign-in method.',
      `Wait up to an hour (the TTL of Autodiscover), then start Outlook anew.${typeof before === 'string' ? ` The name before was ${before === '' ? 'none' : before}.` : ''}`,
    ];
  },
  consequences:
    'Every Outlook that uses Outlook Anywhere takes the new name with its next Autodiscover, within the hour.',
  rollback:
    'Set-OutlookProvider with the name that was written down, or -CertPrincipalName $null if there was none.',
  verification:
    'Autodiscover hands out the new name under EXPR, and the TLS certificate of that host carries exactly it.',
  source: 'Microsoft, Set-OutlookProvider',
});
