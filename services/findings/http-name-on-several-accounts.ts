import { finding } from '../finding.ts';
import { duplicated } from '../readings/kerberos.ts';
import { names } from '../readings/sentences.ts';

export default finding({
  id: 'http-name-on-several-accounts',
  when: (seen) => (seen.keys('spn').length === 0 ? undefined : duplicated(seen).length > 0),
  says: (seen) =>
    duplicated(seen)
      .map(
        (host) =>
          `http/${host} stands on ${names(seen.list(`spn[${host}].accounts`) ?? [])}: no Kerberos ticket is issued for it, and clients fall back to NTLM where they may.`,
      )
      .join(' '),
});
