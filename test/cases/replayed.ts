import { parseCaseFile } from '../../services/case-file.ts';
import type { Catalogue } from '../../services/catalogue.ts';
import { bench } from '../../services/diagnosis/bench.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { judgeAll } from '../../services/diagnosis/judge.ts';
import type { Band, Change } from '../../services/diagnosis/types.ts';

interface RawCase {
  readonly facts: readonly { readonly fact: string }[];
  readonly blind?: readonly { readonly fact: string }[];
}

/** The bands after doing a change to the file by hand: its paths taken out of facts and blind, its facts put in; judges the causes it is given. */
export function bandsAfter(
  file: string,
  { set }: Change,
  { causes }: Pick<Catalogue, 'causes'>,
): ReadonlyMap<string, Band> {
  const raw = JSON.parse(file) as RawCase; // the text of a case file that was just read
  const paths = new Set(set.map(({ fact }) => fact));
  const changed = {
    ...raw,
    facts: [...raw.facts.filter(({ fact }) => !paths.has(fact)), ...set],
    blind: (raw.blind ?? []).filter(({ fact }) => !paths.has(fact)),
  };
  const judged = judgeAll(causes, bench(indexed(parseCaseFile(JSON.stringify(changed), 'changed'))));
  return new Map(judged.map(({ cause, band }) => [cause.id, band]));
}
