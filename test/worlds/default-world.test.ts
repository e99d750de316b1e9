import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ticket } from '../../dialogs/ticket.ts';
import { type CaseFile, formatCaseFile, parseCaseFile } from '../../services/case-file.ts';
import { type Catalogue, loadCatalogue } from '../../services/catalogue.ts';
import { bench } from '../../services/diagnosis/bench.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { judgeAll } from '../../services/diagnosis/judge.ts';
import { bands, type Diagnosis, type SignShown, type Verdict } from '../../services/diagnosis/types.ts';
import { repeated } from '../dialogs/sentences.ts';
import { openSession, type Session } from '../session.ts';

interface Expected {
  readonly mailbox: string;
  readonly first?: string;
  readonly band?: string;
}
const world = new URL('../lab/worlds/coexistence.json', import.meta.url);
const expected = (JSON.parse(readFileSync(world, 'utf8')) as { readonly expect: readonly Expected[] }).expect;
const ill = expected.filter(({ band }) => band === 'confirmed' || band === 'likely');
const healthy = ['jonas@contoso.example', 'karin@contoso.example'];

let session: Session;
let catalogue: Catalogue;
const seen = new Map<string, { readonly caseFile: CaseFile; readonly diagnosis: Diagnosis }>();
beforeAll(async () => {
  catalogue = await loadCatalogue();
  session = await openSession('coexistence');
  for (const address of [...ill.map(({ mailbox }) => mailbox), ...healthy]) {
    seen.set(address, await session.diagnose(address));
  }
}, 120_000);
afterAll(() => session.close());

const of = (address: string) => {
  const found = seen.get(address);
  if (found === undefined) throw new Error(`${address} was not diagnosed`);
  return found;
};
const first = (diagnosis: Diagnosis): Verdict => {
  const [verdict] = diagnosis.verdicts;
  if (verdict === undefined) throw new Error('no verdicts');
  return verdict;
};

test('its mailboxes show nine causes of the catalogue', () => {
  const shown = new Set(ill.map((one) => one.first));
  expect(shown.size).toBe(9);
  expect(catalogue.causes.map(({ id }) => id)).toEqual(expect.arrayContaining([...shown]));
});

describe.each(ill)('$mailbox', ({ mailbox, first: cause, band }) => {
  test(`has ${cause} first, ${band}`, () => {
    const { cause: got, band: gotBand } = first(of(mailbox).diagnosis);
    expect({ cause: got, band: gotBand }).toEqual({ cause, band });
  });
  test('keeps it among the first three without the facts of its strongest sign', () => {
    const { caseFile, diagnosis } = of(mailbox);
    const without = diagnose(withoutFacts(caseFile, diagnosis, strongest(diagnosis)), catalogue);
    expect(without.verdicts.slice(0, 3).map((verdict) => verdict.cause)).toContain(cause);
  });
});

test.each(healthy)('%s is healthy: nothing above possible', (address) => {
  const above = of(address).diagnosis.verdicts.filter(
    ({ band }) => band === 'confirmed' || band === 'likely',
  );
  expect(above.map(({ cause }) => cause)).toEqual([]);
});

test('replacing the facts of wouldChange[0] in the saved case gives the band that it announces', () => {
  let tried = 0;
  for (const { caseFile, diagnosis } of seen.values()) {
    const written = parseCaseFile(formatCaseFile(caseFile), 'saved.json');
    for (const { cause, wouldChange, band } of diagnosis.verdicts) {
      const [change] = wouldChange;
      if (change === undefined) continue;
      tried++;
      const paths = new Set(change.set.map(({ fact }) => fact.toLowerCase()));
      // What is put in goes through a file of its own, and the verdict is judged alone: hundreds are tried here.
      const put = parseCaseFile(
        formatCaseFile({
          ...caseFile,
          facts: change.set.map((one) => ({ ...one, source: '', at: caseFile.at, vantage: '' })),
          blind: [],
        }),
        'changed.json',
      );
      const kept = ({ fact }: { readonly fact: string }) => !paths.has(fact.toLowerCase());
      const changed = {
        ...written,
        facts: [...written.facts.filter(kept), ...put.facts],
        blind: written.blind.filter(kept),
      };
      const causes = catalogue.causes.filter(({ id }) => id === cause);
      const got = judgeAll(causes, bench(indexed(changed)))[0]?.band;
      expect({ mailbox: caseFile.mailbox, cause, got }).toEqual({
        mailbox: caseFile.mailbox,
        cause,
        got: change.band,
      });
      expect(change.band).not.toBe(band);
    }
  }
  expect(tried).toBeGreaterThan(seen.size);
});

test('a saved case replays to the same verdicts', () => {
  for (const { caseFile, diagnosis } of seen.values()) {
    const again = diagnose(parseCaseFile(formatCaseFile(caseFile), 'saved.json'), catalogue);
    expect(again.verdicts).toEqual(diagnosis.verdicts);
  }
});

test('its tickets hold no raw JSON, and say no sentence and show no fact twice', () => {
  for (const { diagnosis } of seen.values()) {
    const text = ticket(diagnosis, catalogue);
    expect({ mailbox: diagnosis.mailbox, raw: text.match(/.*([{}]|"\w+":|\[object|undefined).*/g) }).toEqual({
      mailbox: diagnosis.mailbox,
      raw: null,
    });
    expect({ mailbox: diagnosis.mailbox, twice: repeated(text) }).toEqual({
      mailbox: diagnosis.mailbox,
      twice: [],
    });
    const shown = [...text.matchAll(/^ {6}(\S+) = /gm)].map(([, path]) => path);
    expect(new Set(shown).size).toBe(shown.length);
  }
});

test('every fact names the exchange it came from, its time and its vantage', () => {
  for (const { caseFile } of seen.values()) {
    for (const fact of caseFile.facts.filter(({ from }) => from !== 'told' && from !== 'pasted')) {
      expect({ fact: fact.fact, source: fact.source.length > 3, vantage: fact.vantage }).toEqual({
        fact: fact.fact,
        source: true,
        vantage: 'test',
      });
    }
  }
});

/** The sign for the first cause that weighs most, as its catalogue entry states. */
function strongest(diagnosis: Diagnosis): SignShown {
  const verdict = first(diagnosis);
  const weights = ['proof', 'strong', 'fair', 'weak'];
  const signs = catalogue.causes.find(({ id }) => id === verdict.cause)?.signs ?? [];
  const rank = (shown: SignShown) => {
    const sign = signs.find(({ id }) => id === shown.sign);
    return sign === undefined || sign.role === 'must' ? weights.length : weights.indexOf(sign.weight);
  };
  const [sign] = verdict.for.toSorted((one, other) => rank(one) - rank(other));
  if (sign === undefined)
    throw new Error(
      `${diagnosis.mailbox}: ${verdict.cause} is ${bands.indexOf(verdict.band)} without a sign`,
    );
  return sign;
}

/** The case without the facts that a sign leans on; `log[3]` is the fourth `log[]` fact. */
function withoutFacts(caseFile: CaseFile, diagnosis: Diagnosis, sign: SignShown): CaseFile {
  const names = new Set(sign.facts);
  const counters = new Map<string, number>();
  const kept = diagnosis.facts.filter(({ fact }) => {
    if (!fact.endsWith('[]')) return !names.has(fact);
    const index = counters.get(fact) ?? 0;
    counters.set(fact, index + 1);
    return !names.has(`${fact.slice(0, -2)}[${index}]`);
  });
  return { ...caseFile, facts: kept };
}
