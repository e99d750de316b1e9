import type { Sign, SignBody } from '../cause.ts';
import { tried } from './mailbox.ts';

type Weigh = (id: string, body: SignBody) => Sign;
const sign =
  (results: readonly string[], otherwise: string) =>
  (weigh: Weigh, id: string, what: readonly string[], says: string, group?: string): Sign =>
    weigh(id, {
      when: (seen) => tried(seen, what, ...results),
      says: () => says,
      shown: { 'tried[]': [{ what: what[0], result: results[0] }] },
      cleared: { 'tried[]': [{ what: what[0], result: otherwise }] },
      ...(group === undefined ? {} : { group }),
    });

/** A sign that holds when one of these, tried, cured it. */
export const cures = sign(['cured'], 'nothing');
/** A sign that holds when one of these, tried, helped some people, or for a while. */
export const eases = sign(['until-restart', 'for-a-while', 'sometimes', 'some-users'], 'nothing');
/** A sign that holds when one of these, tried, cured it or helped for a while. */
export const helps = sign(['cured', 'until-restart', 'for-a-while', 'sometimes', 'some-users'], 'nothing');
/** A sign that holds when one of these, tried, changed nothing. */
export const inVain = sign(['nothing', 'worse'], 'cured');
