import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';

const bindings = ['bindingRight', 'bindingWrong', 'bindingAbsent'];
const experiment =
  'logons with wrong and missing channel bindings are not tried here: security monitoring takes them for an attack';
const kerberos = 'Negotiate was not tried by Kerberos: there is no Kerberos client here';

/** What a look at these endpoints leaves out, and why; so that nobody takes it for seen. */
export default probe<Subject>({
  id: 'not-tried',
  title: 'What is not tried',
  needs: ['mapi'],
  brings: ['mapi.bindingRight'],
  deadlineMs: 1_000,
  subjects: () => [{ key: 'experiments', shared: false, brings: [] }],
  run: async (_subject, known) => ({
    facts: [],
    blind: known
      .keys('mapi')
      .filter((key) => key.endsWith('/nspi'))
      .flatMap((key) => [
        ...bindings.map((leaf) => ({ fact: `mapi[${key}].${leaf}`, why: experiment })),
        ...(known.get(`mapi[${key}].negotiateStatus`) === undefined
          ? [{ fact: `mapi[${key}].negotiateStatus`, why: kerberos }]
          : []),
      ]),
  }),
});
