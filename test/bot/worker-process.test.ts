import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Lab, startLab } from '../../bot/lab-process.ts';
import { startWorker } from '../../bot/worker-process.ts';
import { createDesk, type RunningDesk } from '../../services/desk/create.ts';
import type { Person } from '../../services/desk/types.ts';
import { granted, untilCase } from '../services/desk/standing-desk.ts';

let lab: Lab;
let desk: RunningDesk;
let worker: Awaited<ReturnType<typeof startWorker>>;
let folder: string;
const said: string[] = [];
const people = (role: 'helpdesk' | 'approver'): readonly Person[] =>
  lab.people.filter((one) => one.role === role).map(({ entraId, name }) => ({ entraId, name }));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-chain-'));
  lab = await startLab('coexistence');
  const ids = (role: 'helpdesk' | 'approver') => people(role).map(({ entraId }) => entraId);
  const configuration = {
    ...lab.configuration,
    data: folder,
    people: { helpdesk: ids('helpdesk'), approvers: ids('approver') },
  };
  desk = await createDesk({ configuration, lab: true });
  const { serviceAccount } = lab.secrets;
  worker = await startWorker({
    desk,
    configuration,
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    world: lab.world,
    say: (line) => void said.push(line),
  });
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await desk?.close();
  await lab?.stop();
  await rm(folder, { recursive: true, force: true });
});

const lineSchema = z.object({ kind: z.string(), server: z.string().optional() }).loose();
/** What the lab's own servers wrote of the scripts that reached them. */
const scripts = () =>
  readFileSync(lab.accessLog, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .filter((line) => line.kind === 'script' && JSON.stringify(line).includes('recycle-app-pool'));

test('the real worker resolves a person, looks, recycles both front ends once after an approval, and looks again', async () => {
  const [helpdesk] = people('helpdesk');
  const [approver] = people('approver');
  if (helpdesk === undefined || approver === undefined)
    throw new Error('the world has no helpdesk or approver');
  expect(granted(await desk.resolvePerson(['anna@contoso.example'])).mailbox).toBe('anna@contoso.example');
  const mailbox = 'anna@contoso.example';
  const opened = await desk.openCase({
    mailbox,
    askedBy: helpdesk,
    audience: 'helpdesk',
    told: lab.told.get(mailbox) ?? [],
  });
  const { diagnosis } = await untilCase(desk, opened.id, ({ state }) => state !== 'looking');
  expect(diagnosis?.verdicts[0]).toMatchObject({ cause: 'autodiscover-apppool-cache', band: 'confirmed' });
  expect(scripts()).toEqual([]);
  const plan = granted(
    await desk.requestPlan({ caseId: opened.id, remedy: 'recycle-app-pool', by: helpdesk, reason: 'test' }),
  );
  expect(scripts()).toEqual([]);
  granted(await desk.decide({ planId: plan.id, nonce: plan.nonce, by: approver, decision: 'approve' }));
  const ended = await untilCase(desk, opened.id, (view) => view.plan?.outcome !== undefined);
  expect(ended.plan).toMatchObject({ state: 'succeeded', outcome: 'server-side-clean' });
  expect(ended.plan?.comparison).toContainEqual({
    fact: 'autodiscover[autodiscover.contoso.example@ex16b].status',
    before: '302',
    after: '200',
  });
  expect(scripts()).toHaveLength(2);
}, 60_000);

test('a worker that dies is started again, and says so', async () => {
  const before = worker.pid();
  if (before === undefined) throw new Error('no worker runs');
  process.kill(before, 'SIGKILL');
  expect(granted(await desk.resolvePerson(['karin@contoso.example'])).mailbox).toBe('karin@contoso.example');
  expect(worker.pid()).not.toBe(before);
  expect(said).toEqual(['The worker ended by itself (signal SIGKILL). It is started again (1 of 5).']);
}, 60_000);
