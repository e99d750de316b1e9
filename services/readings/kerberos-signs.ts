import { all, fair, not, reading, type Seen, type Truth } from '../cause.ts';
import { nodes } from './servers.ts';

/** Whether Negotiate (Kerberos) refused our own account where NTLM let it in. */
const onlyKerberosFails = reading((seen: Seen): Truth => {
  if (seen.flag('control.negotiateTried') !== true) return undefined;
  const answers = (['mapi', 'outlookAnywhere', 'ews'] as const).flatMap((group) =>
    nodes(seen, group).flatMap(({ key }) => {
      const kerberos = seen.number(`${group}[${key}].negotiateStatus`);
      const ntlm = seen.number(`${group}[${key}].ntlmStatus`);
      return kerberos === undefined || ntlm === undefined ? [] : [kerberos === 401 && ntlm !== 401];
    }),
  );
  return answers.length === 0 ? undefined : answers.includes(true);
});

/** A sign that holds when our own account is refused by Kerberos alone. */
export const onlyKerberosIsRefused = fair('only-kerberos-fails', {
  ownAccount: true,
  when: onlyKerberosFails,
  says: () => 'Our own account is let in by NTLM and refused by Negotiate at the same place.',
  shown: {
    'control.negotiateTried': true,
    'mapi[mail.contoso.example@ex16a/nspi].negotiateStatus': 401,
    'mapi[mail.contoso.example@ex16a/nspi].ntlmStatus': 200,
  },
  cleared: {
    'control.negotiateTried': true,
    'mapi[mail.contoso.example@ex16a/nspi].negotiateStatus': 200,
    'mapi[mail.contoso.example@ex16a/nspi].ntlmStatus': 200,
  },
});

/** A sign that holds when it fails where tickets are sent, and works outside. */
export const onlyInsideWithTickets = fair('inside-only', {
  when: (seen) => all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
  says: () => 'Outside, where NTLM is used, it works; inside, where Windows sends a ticket, it does not.',
  shown: { 'scope.outsideWorks': true, 'scope.insideWorks': false },
  cleared: { 'scope.outsideWorks': true, 'scope.insideWorks': true },
});
