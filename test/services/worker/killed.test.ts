import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../services/desk/types.ts';
import { longAgo, lookedAt, mailbox } from '../desk/stale-case.ts';
import {
  aron,
  granted,
  type HandWorker,
  handWorker,
  hanna,
  type StandingDesk,
  standDesk,
  untilCase,
} from '../desk/standing-desk.ts';
import { startWindowsHost, type WindowsHost } from './windows-host.ts';

const program = fileURLToPath(new URL('mortal-worker.ts', import.meta.url));
let standing: StandingDesk;
let eyes: HandWorker;
let host: WindowsHost;
let folder: string;
let token: string;
// Each test stands after the cool-down of the one before.
let aheadMs = 0;
const now = () => Date.now() + aheadMs;
beforeAll(async () => {
  standing = await standDesk({ now });
  eyes = await handWorker(standing.desk, 'eyes');
});
afterAll(async () => {
  await eyes.close();
  await standing.close();
});
beforeEach(async () => {
  aheadMs += 13 * 3_600_000;
  host = await startWindowsHost(longAgo(now()));
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-mortal-'));
  token = await standing.desk.enrolWorker('mortal');
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

function start(killAt?: string): { readonly child: ChildProcess; readonly ended: Promise<string | null> } {
  const { url, ca } = standing.desk.gateway;
  const settings = { url, ca, token, folder, executor: host.url, killAt };
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return { child, ended: new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal))) };
}
const over = ({ plan }: CaseView) =>
  ['succeeded', 'failed', 'uncertain', 'cancelled'].includes(plan?.state ?? '');

/** An approved plan. */
async function approved(): Promise<string> {
  const { desk } = standing;
  const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  // The second look after the plan of the test before may still wait in front of it.
  while ((await eyes.answer(lookedAt(now()))).purpose !== 'case');
  await untilCase(desk, opened.id, ({ state }) => state === 'diagnosed');
  const plan = granted(
    await desk.requestPlan({ caseId: opened.id, remedy: 'recycle-app-pool', by: hanna, reason: '' }),
  );
  granted(await desk.decide({ planId: plan.id, nonce: plan.nonce, by: aron, decision: 'approve' }));
  return opened.id;
}
/** The end of a plan whose worker was killed once and started again. */
async function afterRestart(caseId: string): Promise<readonly [string | undefined, ...string[]]> {
  const other = await handWorker(standing.desk, 'other');
  expect((await other.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
  await other.close();
  const again = start();
  const view = await untilCase(standing.desk, caseId, over);
  again.child.kill('SIGTERM');
  await again.ended;
  return [view.plan?.state, ...(view.plan?.steps.map(({ target, state }) => `${target} ${state}`) ?? [])];
}
const recycles = () => [host.recyclesOf('ex16a'), host.recyclesOf('ex16b')];

describe('a worker that is killed', () => {
  const rows = [
    { at: 'before-intent', ends: ['failed', 'ex16a not-run', 'ex16b not-run'], recycled: [0, 0] },
    { at: 'after-intent', ends: ['failed', 'ex16a not-run', 'ex16b not-run'], recycled: [0, 0] },
    { at: 'after-effect', ends: ['failed', 'ex16a succeeded', 'ex16b not-run'], recycled: [1, 0] },
  ];
  test.each(rows)(
    '$at settles it when it is back, and never recycles twice',
    async ({ at, ends, recycled }) => {
      const first = start(at);
      const caseId = await approved();
      expect(await first.ended).toBe('SIGKILL');
      expect(await afterRestart(caseId)).toEqual(ends);
      expect(recycles()).toEqual(recycled);
    },
  );

  test('while the script runs and its effect comes later', async () => {
    const first = start();
    host.instead((recycle) => {
      first.child.kill('SIGKILL');
      void first.ended.then(recycle);
    });
    const caseId = await approved();
    expect(await first.ended).toBe('SIGKILL');
    expect(await afterRestart(caseId)).toEqual(['failed', 'ex16a succeeded', 'ex16b not-run']);
    expect(recycles()).toEqual([1, 0]);
  });

  test('with the host gone afterwards calls it uncertain', async () => {
    const first = start('after-intent');
    const caseId = await approved();
    expect(await first.ended).toBe('SIGKILL');
    host.refuse('unreachable');
    expect(await afterRestart(caseId)).toEqual(['uncertain', 'ex16a uncertain', 'ex16b not-run']);
  });

  test('with its journal lost calls it uncertain', async () => {
    const first = start('after-intent');
    const caseId = await approved();
    expect(await first.ended).toBe('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    expect(await afterRestart(caseId)).toEqual(['uncertain', 'ex16a uncertain', 'ex16b uncertain']);
    expect(recycles()).toEqual([0, 0]);
  });

  test.each(['before-report', 'after-report'])('%s has recycled each node once', async (at) => {
    const first = start(at);
    const caseId = await approved();
    expect(await first.ended).toBe('SIGKILL');
    expect(await afterRestart(caseId)).toEqual(['succeeded', 'ex16a succeeded', 'ex16b succeeded']);
    expect(recycles()).toEqual([1, 1]);
  });
});
