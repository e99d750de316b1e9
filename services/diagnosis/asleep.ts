import type { Sign } from '../cause.ts';
import type { Indexed } from './indexed.ts';
import { answering } from './questions.ts';

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

/** Of each sign, by position, what it gives while it sleeps; undefined where it is awake. */
export type Sleep<Judged> = (signs: readonly Sign[], answered: Answered) => readonly (Judged | undefined)[];

/** The signs of one cause, ready to be woken: what each gives asleep, and whom each question wakes. */
interface Dormitory<Judged> {
  readonly asleep: readonly (Judged | undefined)[];
  readonly questions: Int32Array;
  readonly wakes: readonly (readonly number[])[];
}

/**
 * Gives of signs what they give where nothing stands, as long as none of the questions that they put there has an
 * answer in the case: they then read the same and say the same, which is that they are unseen. Of a catalogue most
 * signs sleep so through most cases.
 */
export function createSleep<Judged>(
  judgeEmpty: (sign: Sign) => { readonly judged: Judged; readonly asked: ReadonlySet<string> } | undefined,
): Sleep<Judged> {
  const known = new WeakMap<readonly Sign[], Dormitory<Judged>>();
  function learn(signs: readonly Sign[]): Dormitory<Judged> {
    const wakes = new Map<number, number[]>();
    const asleep = signs.map((sign, position) => {
      const empty = judgeEmpty(sign);
      for (const question of empty?.asked ?? []) {
        const number = numberOf(question);
        const woken = wakes.get(number);
        if (woken === undefined) wakes.set(number, [position]);
        else woken.push(position);
      }
      return empty?.judged;
    });
    const dormitory = { asleep, questions: Int32Array.from(wakes.keys()), wakes: [...wakes.values()] };
    known.set(signs, dormitory);
    return dormitory;
  }
  return (signs, answered) => {
    const { asleep, questions, wakes } = known.get(signs) ?? learn(signs);
    const still = [...asleep];
    for (let at = 0; at < questions.length; at++) {
      if (!answered(questions[at] ?? 0)) continue;
      for (const position of wakes[at] ?? []) still[position] = undefined;
    }
    return still;
  };
}
