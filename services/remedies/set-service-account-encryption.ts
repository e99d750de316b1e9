import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'set-service-account-encryption',
  title: 'Give the service account AES keys',
  effect: 'organisation',
  parameters: (seen) => ({
    account: seen.text('kerberos.account') ?? '',
    before: seen.list('kerberos.encryptionTypes') ?? [],
  }),
  when: whenLikely,
  steps: (_, { account, before }) => {
    // The service account should be a computer account; some use a user account.
    const kind = account === '' || String(account).endsWith('$') ? 'ADComputer' : 'ADUser';
    const sam = String(account).split('\\').at(-1)?.replace(/\$$/, '') ?? '';
    const identity = sam === '' ? '<service account>' : quoted(sam);
    const types = Array.isArray(before) && before.length > 0 ? names(before.map(String)) : 'unseen';
    return [
      `Write down what is there: Get-${kind} ${identity} -Properties msDS-SupportedEncryptionTypes   (seen: ${types})`,
      `Set-${kind} ${identity} -KerberosEncryptionType AES128,AES256`,
      'An AES key is made when a password is set: roll a new password out to every front end afterwards (.\\RollAlternateServiceAccountPassword.ps1 -ToSpecificServer <first> -GenerateNewPasswordFor <account>, then -CopyFrom for the others).',
      'Have people sign out of Windows and in again, or run klist purge.',
    ];
  },
  consequences: 'Tickets for the mail names are AES from then on; a client that knows RC4 only gets none.',
  rollback: 'Set the encryption types that were written down with the same command.',
  verification:
    'klist on a PC shows an AES ticket for http/<name>, no event of a missing encryption type follows on the domain controllers, and Outlook starts without a box.',
  source: 'Microsoft KB5073381; Microsoft, Set-ADComputer',
});
