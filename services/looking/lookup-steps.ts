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
interface Asked {
  readonly steps: readonly LookupStep[];
  readonly host: string;
  readonly request: string;
}

/** What the steps that lead to one place were answered there: status, location, schemes, and which web server it was. */
export async function lookupFacts(
  { steps, host, request }: Asked,
  work: Promise<Answered>,
): Promise<Brought> {
  const groups = steps.map((step) => [step, `autodiscover[${host}@vip/${step}]`] as const);
  const state = (leaf: string, value: NewFact['value'] | undefined, source: string): readonly NewFact[] =>
    value === undefined
      ? []
      : groups.map(([, group]) => ({ fact: `${group}.${leaf}`, value, from: 'probe', source }));
  const named = (source: string): readonly NewFact[] =>
    groups.map(([step, group]) => ({ fact: `${group}.step`, value: step, from: 'probe', source }));
  try {
    const answer = await work;
    const source = `${request}: ${answer.status}`;
    return {
      facts: [
        ...named(source),
        ...state('status', answer.status, source),
        ...state('schemes', answer.status === 401 ? schemesOf(answer) : undefined, source),
        ...state('location', header(answer, 'location')?.slice(0, 2_048), source),
        ...state('server', header(answer, 'server')?.slice(0, 256), source),
        ...state('frontEnd', header(answer, 'x-feserver')?.slice(0, 256), source),
      ],
    };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    // Nobody there is the whole answer of a step that need not be there.
    const whole = isNobody(error) && steps.every((step) => step === 'root' || step === 'redirect');
    return {
      facts: [...named(request), ...state('error', error.reason, request)],
      blind: whole ? [] : groups.map(([, group]) => ({ fact: group, why: error.message })),
    };
  }
}

/** Whether it is certain that nothing answers there: no such name, no address, or a closed port; not a resolver's. */
export const isNobody = ({ phase, reason }: Unreachable): boolean =>
  /\((ENOTFOUND|ENODATA)\)|the name has no address/.test(reason) ||
  (phase !== 'resolve' && reason.includes('(ECONNREFUSED)'));
