import { fileURLToPath } from 'node:url';
import type { CaseFile } from '../../../services/case-file.ts';
import { type Catalogue, loadCatalogue } from '../../../services/catalogue.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeAll } from '../../../services/diagnosis/judge.ts';
import { readCases } from '../../cases/ranking.ts';
import { openSession } from '../../session.ts';
import { asRatio, atLeast, type Bench, inMs, median, part } from '../part.ts';

const enoughMs = 4_000;
const realCases = fileURLToPath(new URL('../../cases/', import.meta.url));

export default part({
  id: 'judging',
  title: 'judging again: the real cases, and whole cases of the default world',
  limitSeconds: 120,
  run: async ({ row }) => {
    const catalogue = await loadCatalogue();
    const real = readCases(realCases).cases.map(([, file]) => file);
    measure('real cases', real, catalogue, row);
    measure('cases of the default world', await casesOfTheWorld(), catalogue, row);
  },
});

function measure(which: string, cases: readonly CaseFile[], catalogue: Catalogue, row: Bench['row']): void {
  const facts = Math.round(median(cases.map((one) => one.facts.length)));
  const of = `${cases.length} ${which} (${catalogue.causes.length} causes, about ${facts} facts)`;
  const verdicts = perCase(cases, (one) => verdictsOf(one, catalogue));
  const whole = perCase(cases, (one) => diagnose(one, catalogue));
  row({
    what: `verdicts alone on ${of}`,
    figure: `${inMs(verdicts)} a case, ${perSecond(verdicts)} a second`,
    beside: `limit: ${inMs(1)} a case`,
    ratio: asRatio(verdicts, 1),
    aim: atLeast(1000 / verdicts, 1_000, '1,000 a second'),
  });
  row({
    what: '… with what would change them and what to ask next',
    figure: `${inMs(whole)} a case, ${perSecond(whole)} a second`,
    beside: `verdicts alone: ${inMs(verdicts)}`,
    ratio: asRatio(whole, verdicts),
    aim: atLeast(1000 / whole, 100, '100 a second'),
  });
}
const perSecond = (ms: number): string => Math.round(1000 / ms).toLocaleString('en');

/** What a worker sees of each mailbox of the default world: judging is measured on cases of full size too. */
async function casesOfTheWorld(): Promise<readonly CaseFile[]> {
  const session = await openSession('coexistence');
  try {
    const cases: CaseFile[] = [];
    for (const { address } of session.lab.mailboxes) {
      const { caseFile, refusal } = await session.look(address);
      if (refusal === undefined) cases.push(caseFile);
    }
    return cases;
  } finally {
    await session.close();
  }
}

const verdictsOf = (one: CaseFile, catalogue: Catalogue) => judgeAll(catalogue.causes, bench(indexed(one)));

/** Mean ms for a case, over whole rounds after one to warm up. */
function perCase(cases: readonly CaseFile[], judge: (one: CaseFile) => unknown): number {
  for (const one of cases) judge(one);
  const began = performance.now();
  let rounds = 0;
  while (performance.now() - began < enoughMs) {
    for (const one of cases) judge(one);
    rounds += 1;
  }
  return (performance.now() - began) / (rounds * cases.length);
}
