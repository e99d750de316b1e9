import type { Kysely } from 'kysely';
import type { Diagnosis, RemedyOffer } from '../diagnosis/types.ts';
import type { Action, Parameters } from '../remedy.ts';
import type { Tables } from '../store/tables.ts';
import { canonical } from '../worker/canonical.ts';
import { type DeskContext, idOf, moment, no } from './context.ts';
import type { Person, Refusal } from './types.ts';

type No = { readonly ok: false } & Refusal;

/** Remedy and parameters as one text: one open plan of it at a time, and its cool-down. */
export const targetKeyOf = ({ id }: Action, parameters: Parameters): string => canonical([id, parameters]);

export const approvalsFor = ({ policy }: DeskContext, { effect }: Action): number =>
  effect === 'organisation' ? policy.organisationApprovals : 1;

/** Whether enough others are named who could approve what this person asks for. */
export const mayBeApproved = ({ policy }: DeskContext, needed: number, by: Person): boolean =>
  policy.approvers.filter((id) => id !== idOf(by)).length >= needed;

export const noApprover = (needed: number): No =>
  no(
    'no-approver',
    needed === 1
      ? 'Nobody else is named who could approve this (people.approvers), and you cannot approve your own request.'
      : 'This changes the whole organisation: two people besides you must be named as approvers (people.approvers).',
  );

/** What stands against asking now, whoever asks: the stop switch, the same request already open, or its cool-down. */
export async function obstacleOf(
  context: DeskContext,
  database: Kysely<Tables>,
  remedy: Action,
  targetKey: string,
): Promise<No | undefined> {
  const stop = await database
    .selectFrom('switches')
    .selectAll()
    .where('name', '=', 'stop')
    .executeTakeFirst();
  if (stop !== undefined)
    return no('stopped', `All changes are stopped since ${moment(stop.at)}: ${stop.reason}`);
  const same = await database
    .selectFrom('plans')
    .select(['state', 'expires_at', 'requested_by', 'requested_at', 'finished_at'])
    .where('target_key', '=', targetKey)
    .orderBy('requested_at', 'desc')
    .execute();
  const nowMs = context.now();
  const open = same.find(
    ({ state, expires_at: until }) =>
      ['approved', 'queued', 'running'].includes(state) || (state === 'requested' && until.getTime() > nowMs),
  );
  if (open !== undefined) {
    return no(
      'not-offered',
      `${open.requested_by.name} asked for the same at ${moment(open.requested_at)}; that request is ${open.state}.`,
    );
  }
  const last = same.find(({ state }) => state === 'succeeded' || state === 'uncertain');
  const until = (last?.finished_at?.getTime() ?? 0) + remedy.coolDownMs;
  if (until <= nowMs) return undefined;
  return no(
    'cooling-down',
    `Cooling down until ${moment(new Date(until))}: the same was done at ${moment(last?.finished_at ?? new Date(nowMs))}, and it may be asked for again then.`,
  );
}

/** A diagnosis whose changes are offered only while somebody could ask for them now; else with the reason. */
export async function withObstacles(
  context: DeskContext,
  database: Kysely<Tables>,
  diagnosis: Diagnosis,
): Promise<Diagnosis> {
  const remedies: RemedyOffer[] = [];
  for (const offer of diagnosis.remedies) {
    const remedy = context.catalogue.remedies.find(({ id }) => id === offer.id);
    const obstacle =
      offer.offered && remedy?.kind === 'action'
        ? await obstacleToOffer(context, database, remedy, offer.parameters)
        : undefined;
    remedies.push(obstacle === undefined ? offer : { ...offer, offered: false, why: obstacle.says });
  }
  return { ...diagnosis, remedies };
}

async function obstacleToOffer(
  context: DeskContext,
  database: Kysely<Tables>,
  remedy: Action,
  offered: Parameters,
): Promise<No | undefined> {
  const { helpdesk, approvers } = context.policy;
  const needed = approvalsFor(context, remedy);
  const askers = [...helpdesk, ...approvers].map((entraId) => ({ entraId, name: '' }));
  if (!askers.some((asker) => mayBeApproved(context, needed, asker))) return noApprover(needed);
  const parameters = remedy.schema.safeParse(offered);
  return parameters.success
    ? obstacleOf(context, database, remedy, targetKeyOf(remedy, parameters.data))
    : undefined;
}
