import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind, legacyBehind } from '../looking/names.ts';
import { askAnonymously, askSigned, type ServicePlace, signedFacts } from '../looking/service-asking.ts';
import type { HttpAsk } from '../protocols/http.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
}
/** A page without content of anybody's: the service says that it is one. */
const question: HttpAsk = {
  method: 'GET',
  path: '/EWS/Exchange.asmx',
  headers: {
    'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328) PopupDesk',
  },
};

export default probe<Asked>({
  id: 'ews',
  title: 'Exchange Web Services on each server',
  needs: ['servers.exchange', 'vdirs'],
  brings: ['ews'],
  deadlineMs: 15_000,
  subjects: (known) =>
    [...frontEndsBehind(known, 'ews'), ...legacyBehind(known, 'ews')].flatMap(({ key, host, node }) => {
      const asked = {
        place: { group: 'ews', at: key, host, through: node.fqdn } as const,
        shared: true,
      };
      return [
        { ...asked, key, brings: [`ews[${key}].anonymousStatus`, `ews[${key}].schemes`] },
        { ...asked, key: `${key} by NTLM`, authenticates: true, brings: [`ews[${key}].ntlmStatus`] },
      ];
    }),
  run: async ({ place, authenticates }, known, clients, signal) =>
    authenticates === true
      ? signedFacts(place, question, await askSigned(place, question, { known, clients, signal }))
      : askAnonymously(place, question, clients, signal),
});
