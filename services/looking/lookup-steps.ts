import { type HttpAnswer, type HttpAsk, header, schemesOf } from '../protocols/http.ts';
import { Unreachable } from '../protocols/unreachable.ts';
import type { Brought, NewFact } from './look.ts';

/** Where Outlook asks for its settings in turn, beside what it remembers itself (protocols 1.1). */
export type LookupStep = 'scp' | 'root' | 'autodiscover' | 'redirect' | 'srv';
export const autodiscoverPath = '/autodiscover/autodiscover.xml';

/** The question as Outlook first puts it: without a name, so that the answer shows what would be asked of a user. */
export const lookupQuestion = (path: string): HttpAsk => ({
  method: 'POST',
  path,
  headers: {
    'content-type': 'text/xml; charset=utf-8',
    'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro) PopupDesk',
  },
  body: '',
});

type Answered = Pick<HttpAnswer, 'status' | 'headers'>;
type Asked = { readonly step: LookupStep; readonly host: string; readonly request: string };

/** What one step was answered: status, location, schemes, and which web server it was. */
export async function lookupFacts(asked: Asked, work: Promise<Answered>): Promise<Brought> {
  const { step, host, request } = asked;
  const group = `autodiscover[${host}@vip/${step}]`;
  const stating =
    (source: string) =>
    (leaf: string, value: NewFact['value'] | undefined): readonly NewFact[] =>
      value === undefined ? [] : [{ fact: `${group}.${leaf}`, value, from: 'probe', source }];
  try {
    const answer = await work;
    const state = stating(`${request}: ${answer.status}`);
    return {
      facts: [
        ...state('step', step),
        ...state('status', answer.status),
        ...state('schemes', answer.status === 401 ? schemesOf(answer) : undefined),
        ...state('location', header(answer, 'location')?.slice(0, 2_048)),
        ...state('server', header(answer, 'server')?.slice(0, 256)),
        ...state('frontEnd', header(answer, 'x-feserver')?.slice(0, 256)),
      ],
    };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const state = stating(request);
    return {
      facts: [...state('step', step), ...state('error', error.reason)],
      // Nobody there is the whole answer of a step that need not be there.
      blind:
        (step === 'root' || step === 'redirect') && isNobody(error)
          ? []
          : [{ fact: group, why: error.message }],
    };
  }
}

/** Whether it is certain that nothing answers there: no such name, no address, or a closed port. */
export const isNobody = ({ reason }: Unreachable): boolean =>
  /\((ENOTFOUND|ENODATA|ECONNREFUSED)\)|the name has no address/.test(reason);
