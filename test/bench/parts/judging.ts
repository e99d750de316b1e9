import type { CaseFile } from '../../../services/case-file.ts';
import { type Catalogue, loadCatalogue } from '../../../services/catalogue.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeAll } from '../../../services/diagnosis/judge.ts';
import { openSession } from '../../session.ts';
import { asRatio, inMs, median, part } from '../part.ts';

const enoughMs = 4_000;

export default part({
  id: 'judging',
  title: 'judging whole cases of the default world again',
  limitSeconds: 60,
  run: async ({ row }) => {
    const catalogue = await loadCatalogue();
    const cases = await casesOfTheWorld();
    const facts = Math.round(median(cases.map((one) => one.facts.length)));
    const whole = perCase(cases, (one) => diagnose(one, catalogue));
    const verdicts = perCase(cases, (one) => verdictsOf(one, catalogue));
    row({
      what: `judging one case again (${catalogue.causes.length} causes, ${facts} facts)`,
      figure: `${inMs(whole)}, ${(1000 / whole).toFixed(1)} a second`,
      beside: `verdicts alone, without what would change them: ${inMs(verdicts)}, ${Math.round(1000 / verdicts)} a second`,
      ratio: asRatio(whole, verdicts),
    });
  },
});

/** What a worker sees of each mailbox of the default world: judging is measured on cases of full size. */
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
