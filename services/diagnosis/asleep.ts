import type { Sign } from '../cause.ts';
import type { Indexed } from './indexed.ts';
import { answering } from './questions.ts';

/** What a sign gives where nothing stands, and the questions that it puts there. */
interface Empty<Judged> {
  readonly judged: Judged;
  readonly asks: Int32Array;
}
/** A case as sleeping signs see it: which questions have an answer in it. */
export type Answered = (question: number) => boolean;

/** The questions of all signs by number: comparing numbers is what makes sleeping cheap. */
const numbers = new Map<string, number>();
const tests: ((index: Indexed) => boolean)[] = [];
function numberOf(question: string): number {
  const known = numbers.get(question);
  if (known !== undefined) return known;
  const number = tests.push(answering(question)) - 1;
  numbers.set(question, number);
  return number;
}

/** Asks a case each question once. */
export function answeredBy(index: Indexed): Answered {
  // 0: not asked yet, 1: no, 2: yes.
  let known = new Uint8Array(tests.length + 256);
  return (question) => {
    if (question >= known.length) {
      const longer = new Uint8Array(question + 256);
      longer.set(known);
      known = longer;
    }
    if (known[question] === 0) known[question] = tests[question]?.(index) === false ? 1 : 2;
    return known[question] === 2;
  };
}

/**
 * Gives of a sign what it gives where nothing stands, as long as none of the questions that it puts there has an
 * answer in the case: it then reads the same and says the same, which is that it is unseen. Of a catalogue most signs
 * sleep so through most cases.
 */
export function createSleep<Judged>(
  judgeEmpty: (sign: Sign) => { readonly judged: Judged; readonly asked: ReadonlySet<string> } | undefined,
): (sign: Sign, answered: Answered) => Judged | undefined {
  const known = new WeakMap<Sign, Empty<Judged> | 'wakeful'>();
  const learn = (sign: Sign): Empty<Judged> | 'wakeful' => {
    const empty = judgeEmpty(sign);
    const found =
      empty === undefined
        ? 'wakeful'
        : { judged: empty.judged, asks: Int32Array.from(empty.asked, numberOf) };
    known.set(sign, found);
    return found;
  };
  return (sign, answered) => {
    const empty = known.get(sign) ?? learn(sign);
    if (empty === 'wakeful') return undefined;
    const { asks } = empty;
    for (let position = 0; position < asks.length; position++) {
      if (answered(asks[position] ?? 0)) return undefined;
    }
    return empty.judged;
  };
}
