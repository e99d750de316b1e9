import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration } from '../../../services/configuration.ts';
import { createDesk, type DeskOptions, type RunningDesk } from '../../../services/desk/create.ts';
import type { CaseView, Person } from '../../../services/desk/types.ts';
import { connectGateway } from '../../../services/worker/connection.ts';
import {
  type ActResult,
  beatenSchema,
  type Claimed,
  type ClaimedLook,
  claimedSchema,
  finishedSchema,
  type Step,
} from '../../../services/worker/messages.ts';
import { emptyPlace } from '../store/places.ts';

const person = (name: string, digit: string): Person => ({
  name,
  entraId: `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
});
export const hanna = person('Hanna Helpdesk', '1');
export const aron = person('Aron Approver', '2');
export const olga = person('Olga Approver', '3');
export const anna = person('Anna', '4');
export const otto = person('Otto Outsider', '5');

/** A clock that stands still until it is set. */
export interface TestClock {
  readonly now: () => number;
  forward(ms: number): void;
}
export function clockAt(iso: string): TestClock {
  let at = Date.parse(iso);
  return {
    now: () => at,
    forward: (ms) => {
      at += ms;
    },
  };
}

export interface StandingDesk {
  readonly desk: RunningDesk;
  readonly clock: TestClock;
  readonly folder: string;
  readonly database: string | undefined;
  /** Ends the desk and opens it again on the same place. */
  reopen(): Promise<RunningDesk>;
  close(): Promise<void>;
}

/** A desk on an empty place, with its gateway listening. */
export async function standDesk(options: Partial<DeskOptions> = {}): Promise<StandingDesk> {
  const { place, remove } = await emptyPlace();
  const folder = await mkdtemp(join(tmpdir(), 'popup-desk-data-'));
  const clock = clockAt('2026-11-20T10:00:00.000Z');
  const database = 'url' in place ? place.url : undefined;
  const parsed = parseConfiguration('{}', 'test');
  const configuration = {
    ...parsed,
    data: folder,
    people: { helpdesk: [hanna.entraId, aron.entraId], approvers: [aron.entraId, olga.entraId] },
    workers: { ...parsed.workers, port: 0 },
    ...(database === undefined ? {} : { database }),
  };
  const open = () =>
    createDesk({ configuration, lab: true, now: clock.now, sweepMs: 100, storeMs: 2_000, ...options });
  let desk = await open();
  return {
    get desk() {
      return desk;
    },
    clock,
    folder,
    database,
    reopen: async () => {
      await desk.close();
      desk = await open();
      return desk;
    },
    close: async () => {
      await desk.close();
      await remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A worker spoken by hand: every message is one that a test sends. */
export interface HandWorker {
  readonly journal: string;
  claim(ask?: {
    readonly looks?: number;
    readonly act?: boolean;
    readonly waitMs?: number;
  }): Promise<Claimed>;
  look(): Promise<ClaimedLook>;
  beat(
    look: ClaimedLook,
    progress: { readonly done: number; readonly total: number; readonly latest: string },
  ): Promise<boolean>;
  finish(look: ClaimedLook, result: unknown): Promise<boolean>;
  beatAct(id: string, steps: readonly Step[]): Promise<{ readonly yours: boolean; readonly stop: boolean }>;
  finishAct(id: string, result: ActResult): Promise<boolean>;
  /** Takes the next look and answers it. */
  answer(result: unknown): Promise<ClaimedLook>;
  close(): Promise<void>;
}
export async function handWorker(desk: RunningDesk, name = 'hand'): Promise<HandWorker> {
  const token = await desk.enrolWorker(name);
  const connection = connectGateway({
    url: desk.gateway.url.replace('127.0.0.1', 'localhost'),
    ca: desk.gateway.ca,
    token,
    onState: () => undefined,
  });
  const { signal } = new AbortController();
  const journal = randomUUID();
  const claim: HandWorker['claim'] = ({ looks = 0, act = false, waitMs = 5_000 } = {}) =>
    connection.post('/claim', { looks, act, journal, waitMs }, claimedSchema, signal, waitMs + 15_000);
  const look = async () => {
    const [one] = (await claim({ looks: 1 })).looks;
    if (one === undefined) throw new Error('there was no look to claim');
    return one;
  };
  const finish: HandWorker['finish'] = async ({ lease }, result) =>
    (await connection.post('/finish', { look: lease, result }, finishedSchema, signal)).accepted;
  return {
    journal,
    claim,
    look,
    finish,
    beat: async ({ lease }, progress) =>
      (await connection.post('/beat', { look: lease, progress }, beatenSchema, signal)).yours,
    beatAct: (id, steps) => connection.post('/beat', { act: id, steps }, beatenSchema, signal),
    finishAct: async (id, result) =>
      (await connection.post('/finish', { act: id, result }, finishedSchema, signal)).accepted,
    answer: async (result) => {
      const one = await look();
      if (!(await finish(one, result))) throw new Error('the look was not taken');
      return one;
    },
    close: connection.close,
  };
}

/** Resolves with the case once it is as wanted; every change is looked at. */
export function untilCase(
  desk: RunningDesk,
  caseId: string,
  wanted: (view: CaseView) => boolean,
): Promise<CaseView> {
  return new Promise((resolve, reject) => {
    const look = () => {
      desk.caseById(caseId).then((view) => {
        if (view === undefined || !wanted(view)) return;
        stop();
        resolve(view);
      }, reject);
    };
    const stop = desk.onChange((id) => {
      if (id === caseId) look();
    });
    look();
  });
}

/** The value of an answer; a refusal fails the test with its sentence. */
export function granted<T>(
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly says: string },
): T {
  if (!answer.ok) throw new Error(`refused: ${answer.says}`);
  return answer.value;
}
