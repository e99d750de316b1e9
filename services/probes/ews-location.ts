import type { Brought, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind } from '../looking/names.ts';
import { askSigned, type ServicePlace, signedFacts, statement } from '../looking/service-asking.ts';
import type { HttpAsk } from '../protocols/http.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
  readonly address: string;
}

/** The names of time zones: an operation that reads nobody's data, for which only the way it takes matters. */
const timeZones =
  '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2010"/></s:Header><s:Body><m:GetServerTimeZones ReturnFullTimeZoneData="false"><m:Ids><t:Id>UTC</t:Id></m:Ids></m:GetServerTimeZones></s:Body></s:Envelope>';

// Locations are held for half a day; later nothing is left to see.
const forgottenMs = 36 * 3_600_000;

/** After a move: where EWS of each front end believes the mailbox to live, by a question anchored to its address. */
export default probe<Asked>({
  id: 'ews-location',
  title: 'Where EWS believes the moved mailbox to live',
  needs: ['servers.exchange', 'vdirs', 'mailbox.primarySmtp', 'mailbox.movedAt'],
  brings: ['ews.backEnd'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const address = known.get('mailbox.primarySmtp');
    if (known.get('mailbox.movedAt') === undefined || typeof address !== 'string' || address === '')
      return [];
    return frontEndsBehind(known, 'ews').map(({ key, host, node }) => ({
      key: `${key} for ${address}`,
      place: { group: 'ews', at: `${key}/explicit`, host, through: node.fqdn },
      address,
      shared: false,
      authenticates: true,
      brings: [`ews[${key}/explicit].ntlmStatus`, `ews[${key}/explicit].backEnd`],
    }));
  },
  run: async ({ place, address }, known, clients, signal): Promise<Brought> => {
    if (clients.now() - Date.parse(String(known.get('mailbox.movedAt'))) > forgottenMs) return { facts: [] };
    const question: HttpAsk = {
      method: 'POST',
      path: '/EWS/Exchange.asmx',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328) PopupDesk',
        'x-anchormailbox': address,
      },
      body: timeZones,
    };
    const signed = await askSigned(place, question, { known, clients, signal });
    const brought = signedFacts(place, question, signed);
    const code =
      'why' in signed || signed.answer.status < 400
        ? undefined
        : /\bError[A-Z][A-Za-z]{2,60}\b/.exec(signed.answer.body.toString('utf8').slice(0, 65_536))?.[0];
    if (code === undefined || 'why' in signed) return brought;
    const state = statement(place, signed.request, question.path, signed.answer);
    return { ...brought, facts: [...brought.facts, state('error', code)] };
  },
});
