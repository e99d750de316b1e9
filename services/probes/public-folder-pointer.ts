import type { Brought, Known, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind } from '../looking/names.ts';
import { askSigned, type ServicePlace } from '../looking/service-asking.ts';
import type { HttpAsk } from '../protocols/http.ts';
import { explicitLogonPath, type PoxAnswer, PoxFormatError, parsePox, poxRequest } from '../protocols/pox.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
  readonly pointer: string;
}
const leaf = 'publicFolders.pointerWorks';
const pointerOf = (known: Known): string | undefined => {
  const pointer = known.get('publicFolders.pointer');
  return typeof pointer === 'string' && pointer.includes('@') ? pointer : undefined;
};

/** Outlook asks Autodiscover for the mailbox that leads to public folders, as it does for its own. */
export default probe<Asked>({
  id: 'public-folder-pointer',
  title: 'Where the pointer to the public folders leads',
  needs: ['servers.exchange', 'scp', 'vdirs', 'publicFolders.pointer', 'autodiscover.schemes'],
  brings: [leaf],
  deadlineMs: 12_000,
  subjects: (known) => {
    const pointer = pointerOf(known);
    // Every front end asks the same directory: the first one speaks for all.
    const [first] = frontEndsBehind(known, 'autodiscover');
    if (pointer === undefined || first === undefined) return [];
    const { key: at, host, node } = first;
    return [
      {
        key: `${pointer} at ${at}`,
        place: { group: 'autodiscover', at, host, through: node.fqdn },
        pointer,
        shared: false,
        authenticates: true,
        brings: [leaf],
      },
    ];
  },
  run: async ({ place, pointer }, known, clients, signal): Promise<Brought> => {
    const question: HttpAsk = {
      method: 'POST',
      path: explicitLogonPath(pointer),
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro) PopupDesk',
        'x-mapihttpcapability': '1',
      },
      body: poxRequest(pointer),
    };
    const signed = await askSigned(place, question, { known, clients, signal });
    if ('why' in signed) return { facts: [], blind: [{ fact: leaf, why: signed.why }] };
    const { answer, request } = signed;
    const by = `${request} https://${place.host}${question.path} at ${place.through ?? place.host}: ${answer.status}`;
    const unseen = (why: string): Brought => ({ facts: [], blind: [{ fact: leaf, why: `${by}, ${why}` }] });
    if (answer.status !== 200) return unseen('which gives neither a way nor a refusal');
    try {
      const pox = parsePox(answer.body);
      const works = leads(pox);
      if (works === undefined) return unseen('which leads on to another place');
      const said = works ? pox.protocols.join(', ') : `error ${pox.errorCode ?? 'without a number'}`;
      return { facts: [{ fact: leaf, value: works, from: 'probe', source: `${by}, ${said}` }] };
    } catch (error) {
      if (!(error instanceof PoxFormatError)) throw error;
      return unseen(error.message);
    }
  },
});

/** Whether an answer gives a way to the mailbox; undefined when it leads on. */
function leads({ errorCode, protocols, redirectUrl, redirectAddress }: PoxAnswer): boolean | undefined {
  if (errorCode !== undefined) return false;
  if (redirectUrl !== undefined || redirectAddress !== undefined) return undefined;
  return protocols.length > 0;
}
