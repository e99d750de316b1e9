import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startLab } from '../../../bot/lab-process.ts';
import type { CaseFile } from '../../../services/case-file.ts';
import { type Catalogue, loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { createLooker } from '../../../services/looking/looker.ts';
import { accessOf } from '../access.ts';
import { type Chain, longestChain } from '../chain.ts';
import { curlIsHere, replayByCurl } from '../curl-replay.ts';
import { asRatio, atMost, type Bench, inMs, median, part } from '../part.ts';
import { type Recorded, recordRequests } from '../recorded-requests.ts';

const world = 'slow-20ms';
const roundTripMs = 20;
const mailbox = 'anna@contoso.example';
const times = 7;

interface Measured {
  readonly lookMs: number;
  readonly judgeMs: number;
  readonly ms: number;
  readonly chain: Chain;
  readonly requests: readonly Recorded[];
}

export default part({
  id: 'one-diagnosis',
  title: `one full diagnosis with ${roundTripMs} ms of round trip`,
  limitSeconds: 90,
  run: async (bench) => {
    const lab = await startLab(world);
    try {
      await measure(lab, bench);
    } finally {
      await lab.stop();
    }
  },
});

async function measure(lab: Lab, { folder, row, say }: Bench): Promise<void> {
  const catalogue = await loadCatalogue();
  const first = await once(lab, catalogue, folder);
  const all: Measured[] = [];
  for (let count = 0; count < times; count += 1) all.push(await once(lab, catalogue, folder));
  const inOrder = all.toSorted((a, b) => a.ms / a.chain.ms - b.ms / b.chain.ms);
  const usual = inOrder[Math.floor(times / 2)] ?? first;
  for (const step of usual.chain.steps) say(`${step.ms.toFixed(0).padStart(5)} ms  ${step.name}`);
  const ratio = (one: Measured) => asRatio(one.ms, one.chain.ms);
  row({
    what: `one diagnosis, every server ${roundTripMs} ms away (median of ${times})`,
    figure: `${inMs(usual.ms)} (looking ${inMs(usual.lookMs)}, judging ${inMs(usual.judgeMs)})`,
    beside: `longest chain by the lab’s log: ${inMs(usual.chain.ms)} in ${usual.chain.steps.length} steps`,
    ratio: ratio(usual),
    aim: atMost(usual.ms / usual.chain.ms, 1.3, '1.3'),
  });
  row({
    what: '… the first one of a process',
    figure: `${inMs(first.ms)} (looking ${inMs(first.lookMs)}, judging ${inMs(first.judgeMs)})`,
    beside: `its longest chain: ${inMs(first.chain.ms)}`,
    ratio: ratio(first),
  });
  await besideCurl(lab, usual, folder, { row, say });
}

async function besideCurl(
  lab: Lab,
  usual: Measured,
  folder: string,
  { row, say }: Pick<Bench, 'row' | 'say'>,
): Promise<void> {
  const what = '… beside its HTTP requests alone, one after another by curl';
  const account = lab.configuration.directory?.account;
  const ca = lab.configuration.network.ca;
  if (!curlIsHere() || account === undefined || ca === undefined) {
    row({ what, figure: inMs(usual.ms), beside: 'not measured: no curl with NTLM here', ratio: '' });
    return;
  }
  const by = { account, password: lab.secrets.serviceAccount ?? '', ca, folder };
  const runs = [];
  for (let count = 0; count < 3; count += 1) runs.push(await replayByCurl(usual.requests, by));
  const ms = median(runs.map((run) => run.ms));
  const failed = runs.flatMap(({ statuses }) => statuses).filter((status) => status === 0).length;
  if (failed > 0) throw new Error(`${failed} requests of curl were not answered`);
  say(`curl was answered ${runs[0]?.statuses.join(' ')}`);
  row({
    what,
    figure: inMs(usual.ms),
    beside: `curl: ${inMs(ms)} for ${usual.requests.length} requests`,
    ratio: asRatio(usual.ms, ms),
  });
}

/** One diagnosis by a looker of its own, with connections of its own, as far as the verdicts. */
async function once(lab: Lab, catalogue: Catalogue, folder: string): Promise<Measured> {
  const { serviceAccount } = lab.secrets;
  const configuration = { ...lab.configuration, data: mkdtempSync(join(folder, 'data-')) };
  const looker = await createLooker({
    configuration,
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    vantage: 'bench',
    world: lab.world,
  });
  const before = accessOf(lab).length;
  const recording = recordRequests();
  try {
    const began = performance.now();
    const looked = await looker.look(mailbox);
    const seen = performance.now();
    const caseFile: CaseFile = {
      case: 'popup-desk/1',
      mailbox: looked.mailbox,
      at: new Date().toISOString(),
      facts: [...looked.facts, ...(lab.told.get(mailbox) ?? [])],
      blind: looked.blind,
    };
    const diagnosis = diagnose(caseFile, catalogue);
    const ended = performance.now();
    if (diagnosis.verdicts[0]?.band !== 'confirmed') throw new Error(`${mailbox} was not diagnosed as usual`);
    const lines = accessOf(lab).slice(before);
    return {
      lookMs: seen - began,
      judgeMs: ended - seen,
      ms: ended - began,
      chain: longestChain(lines, roundTripMs),
      requests: recording.end(),
    };
  } finally {
    recording.end();
    await looker.close();
  }
}
