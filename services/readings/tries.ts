import { against, type ElementValue, type Seen, type Sign, type SignBody } from '../cause.ts';
import { tried } from './mailbox.ts';
import { names } from './sentences.ts';

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

const isCureBy = (pattern: RegExp) => (one: Readonly<Record<string, unknown>>) =>
  one.result === 'cured' && typeof one.text === 'string' && pattern.test(one.text);
/** What a sign holds when something was tried whose description matches, and cured it. */
export const curedBySetting = (
  pattern: RegExp,
  says: string | ((seen: Seen) => string),
  shown: string,
): SignBody => ({
  when: (seen) => {
    const described = seen.elements('tried').filter(({ value }) => typeof value.text === 'string');
    return described.length === 0 ? undefined : described.some(({ value }) => isCureBy(pattern)(value));
  },
  says: typeof says === 'string' ? () => says : says,
  shown: { 'tried[]': [{ what: 'other', result: 'cured', text: shown }] },
  cleared: { 'tried[]': [{ what: 'other', result: 'nothing', text: shown }] },
});

// These end many things, so they speak for none and against none.
const tellNothing = ['wait', 'move-back', 'iis-reset', 'reboot-server', 'other'];
/** A sign that holds when something cured it that does not touch this cause; what may end it by its mechanism is listed. */
export const otherCure = (...consistent: readonly [string, ...string[]]): Sign => {
  const isCure = (touching: boolean) => (one: ElementValue) =>
    one.result === 'cured' &&
    typeof one.what === 'string' &&
    !tellNothing.includes(one.what) &&
    consistent.includes(one.what) === touching;
  return against.strong('something-else-cured', {
    when: (seen) => {
      if (seen.someElement('tried', isCure(false)) === true) return true;
      return seen.someElement('tried', isCure(true)) === true ? false : undefined;
    },
    says: (seen) =>
      `Something ended it that does not touch this: ${names(
        seen
          .elements('tried')
          .filter(({ value }) => isCure(false)(value))
          .map(({ value }) => String(value.what)),
      )}.`,
    shown: {
      'tried[]': [{ what: consistent.includes('new-profile') ? 'unlock' : 'new-profile', result: 'cured' }],
    },
    cleared: { 'tried[]': [{ what: consistent[0], result: 'cured' }] },
  });
};
