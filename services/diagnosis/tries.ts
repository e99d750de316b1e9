import type { Cause, Example } from '../cause.ts';
import type { Bench } from './bench.ts';
import type { Judged } from './judge.ts';
import type { JudgedSign } from './judge-sign.ts';

/** An example worth putting into a case. */
export interface Try {
  readonly example: Example;
  /** The same as its author wrote it, by which its effect is known. */
  readonly known: Example;
  /** Whether what it asks for is unseen in the case. */
  readonly unseen: boolean;
  /** The sign that it should turn, and to what; without one only the band tells. */
  readonly sign?: JudgedSign;
  readonly to?: boolean;
  /** Tried when this one does not turn the sign. */
  readonly otherwise?: Try;
}
/** Our own account, seen to sign in: without it what our account met does not count. */
const signedIn: Example = {
  'control.probeAccountUsable': true,
  'control.knownGoodTarget': 'mail.contoso.example',
};

/** A line of the same log that says nothing: what stands there instead when a telling line is taken away. */
function quietLine({ facts }: JudgedSign): Example {
  const line = facts.find(([path]) => path.startsWith('log['))?.[1].value;
  const { server, log, at } = (line ?? {}) as Readonly<Record<string, string | undefined>>; // an element of log[]
  const place = { ...(server === undefined ? {} : { server }), ...(log === undefined ? {} : { log }) };
  return {
    'log[]': [{ ...place, ...(at === undefined ? {} : { at }), status: 401, signature: 'challenge' }],
  };
}

// One example object each, so that its mould is made once.
const withControl = new WeakMap<Example, Example>();
function controlled(example: Example): Example {
  const known = withControl.get(example) ?? { ...signedIn, ...example };
  withControl.set(example, known);
  return known;
}

/** The flags that a sign leans on, the other way round: what is stated wins over what an example implies. */
function flipped({ facts }: JudgedSign): Example {
  const flags = facts.flatMap(([path, { value }]): [string, boolean][] =>
    typeof value === 'boolean' && !path.includes('[') ? [[path, !value]] : [],
  );
  return Object.fromEntries(flags);
}

const asWritten = (known: Example, more: Example): Pick<Try, 'example' | 'known'> => ({
  known,
  example: Object.keys(more).length === 0 ? known : { ...known, ...more },
});
/** The examples worth trying on a sign: what is not yet so. */
function ofSign(judged: JudgedSign): readonly Try[] {
  const { sign, truth } = judged;
  const unseen = truth === undefined;
  const one = (written: Example, to: boolean, more: Example = {}): Try => ({
    ...asWritten(sign.ownAccount === true ? controlled(written) : written, more),
    unseen,
    sign: judged,
    to,
  });
  const shown = (): Try => one(sign.shown, true);
  const empties = Array.isArray(sign.cleared['log[]']) && sign.cleared['log[]'].length === 0;
  const cleared = (): Try => one(sign.cleared, false, empties && truth === true ? quietLine(judged) : {});
  if (truth === undefined) return [shown(), cleared()];
  const turned = truth ? cleared() : shown();
  const flips = flipped(judged);
  if (Object.keys(flips).length === 0) return [turned];
  return [{ ...turned, otherwise: { ...turned, example: { ...turned.example, ...flips } } }];
}

// One example object each, as above.
const popupExamples = new Map<string, Example>();
function popupExample(chained: boolean, kind: string): Pick<Try, 'example' | 'known'> {
  const id = `${chained} ${kind}`;
  const example = popupExamples.get(id) ?? (chained ? { 'popup.chain': [kind] } : { 'popup.kind': kind });
  popupExamples.set(id, example);
  return asWritten(example, {});
}
const everyPopup = ['credential', 'restart', 'certificate'];
/** The popup is a fact like others: one that fits, or one that does not. */
function ofPopup(cause: Cause, { popup: { value: popup }, index }: Bench): readonly Try[] {
  const fits = popup === undefined || cause.popups.includes(popup);
  const kinds = [
    ...(fits && popup !== undefined ? [] : cause.popups.slice(0, 1)),
    ...(fits ? everyPopup.filter((kind) => !cause.popups.includes(kind)).slice(0, 1) : []),
  ];
  const chained = index.fact('popup.chain') !== undefined;
  return kinds.map((kind): Try => ({ ...popupExample(chained, kind), unseen: popup === undefined }));
}

/** What to put in to see whether a verdict changes, one thing at a time. */
export const triesOf = ({ cause, signs }: Judged, on: Bench): readonly Try[] => [
  ...signs.flatMap(ofSign),
  ...ofPopup(cause, on),
];

/** All musts that fail, mended at once: the way back for a cause that several of them rule out. */
export function allMusts({ signs }: Judged): readonly Try[] {
  const failing = signs.filter(({ sign, truth }) => sign.role === 'must' && truth === false);
  if (failing.length < 2) return [];
  const example: Example = Object.assign({}, ...failing.map(({ sign }) => sign.shown));
  return [{ ...asWritten(example, {}), unseen: false }];
}
