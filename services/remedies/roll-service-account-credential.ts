import { withoutCredential } from '../readings/kerberos.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds, shortName } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

const script = '.\\RollAlternateServiceAccountPassword.ps1';

export default advice({
  id: 'roll-service-account-credential',
  title: 'Give every front end the credential of the service account',
  effect: 'organisation',
  parameters: (seen) => ({
    account: seen.text('kerberos.account') ?? '',
    holders: (seen.list('kerberos.servers') ?? []).map(shortName),
    servers: withoutCredential(seen).length > 0 ? withoutCredential(seen) : frontEnds(seen),
  }),
  when: whenLikely,
  steps: (_, { account, holders, servers }) => {
    const name = account === '' ? '<DOMAIN\\service account>$' : String(account);
    const have = Array.isArray(holders) ? holders.map(String) : [];
    const lack = (Array.isArray(servers) ? servers.map(String) : []).filter(
      (server) => !have.includes(server),
    );
    const [first = '<first front end>'] = have;
    return [
      'See who holds it: Get-ClientAccessService -IncludeAlternateServiceAccountCredentialStatus | Format-List Name,AlternateServiceAccountConfiguration',
      ...(have.length > 0
        ? []
        : [
            `Where none holds it: ${script} -ToSpecificServer ${quoted(first)} -GenerateNewPasswordFor ${quoted(name)} -Verbose`,
          ]),
      ...(lack.length === 0 ? ['<front end>'] : lack).map(
        (server) => `${script} -ToSpecificServer ${quoted(server)} -CopyFrom ${quoted(first)} -Verbose`,
      ),
      'Run it in the Exchange Management Shell, in the Scripts folder. Do not use -ToArrayMembers: newer servers belong to no array.',
      'Only when every front end holds it, put the http name on the account.',
      'Have people sign out of Windows and in again, or run klist purge.',
    ];
  },
  consequences:
    'A new password of the account makes tickets of the old one useless where a server holds the new one alone; the script keeps the former one beside it.',
  rollback:
    'The former credential stays in the list of each server; take the http name off the account to go back to NTLM (not where NTLM is restricted).',
  verification:
    'Every front end shows the same latest credential, klist get http/<name> gives a ticket, and the http-proxy log of each front end shows Negotiate with this user let in.',
  source: 'Microsoft, Configuring Kerberos authentication for load-balanced Client Access services',
});
