import { any, not, reading, type Seen, type Truth } from '../cause.ts';
import { either } from './mailbox.ts';
import { endpoints, failureContext } from './mapi-offer.ts';
import { names } from './sentences.ts';
import type { Wanted } from './signed-lines.ts';

const backEndKey = /^([^/]+)\/exchange back end\/mapi\/(nspi|emsmdb)$/i;
export interface BackEnd {
  readonly key: string;
  readonly server: string;
  readonly part: string;
}
/** nspi and emsmdb of the back ends whose IIS was seen. */
export const backEnds = reading((seen: Seen): readonly BackEnd[] =>
  seen.keys('iis').flatMap((key) => {
    const found = backEndKey.exec(key);
    return found === null ? [] : [{ key, server: found[1] ?? '', part: found[2] ?? '' }];
  }),
);

/** Extended Protection and the pool are matters of other causes. */
const ofOtherCauses = /^(extendedprotection|pool)$/i;
const sameOrder = (list: readonly string[]): boolean =>
  list.map((one) => one.toLowerCase()).join() === 'negotiate,ntlm';
/** Whether a back end departs from what Exchange ships: Windows logon alone, Negotiate then NTLM, kernel mode off, SSL required. */
export const drifted = reading((seen: Seen, { key }: BackEnd): Truth => {
  const at = `iis[${key}]`;
  const [differs, providers, ssl] = [
    seen.list(`${at}.differsFromDefault`),
    seen.list(`${at}.providers`),
    seen.list(`${at}.ssl`),
  ];
  return either(
    differs === undefined ? undefined : differs.some((one) => !ofOtherCauses.test(one)),
    providers === undefined ? undefined : !sameOrder(providers),
    ssl === undefined ? undefined : !ssl.some((flag) => /^ssl$/i.test(flag)),
    not(seen.flag(`${at}.windows`)),
    seen.flag(`${at}.anonymous`),
    seen.flag(`${at}.basic`),
    seen.flag(`${at}.kernelMode`),
  );
});
/** Whether a front end cannot sign in there at all: Windows logon is off, or Negotiate is not among its providers. */
export const cannotWork = reading((seen: Seen, { key }: BackEnd): Truth => {
  const providers = seen.list(`iis[${key}].providers`);
  return any(
    not(seen.flag(`iis[${key}].windows`)),
    providers === undefined ? undefined : !providers.some((one) => /^negotiate/i.test(one)),
  );
});
/** Over the back ends that were seen: true when one is so, false when none is. */
export function someBackEnd(seen: Seen, test: (one: BackEnd) => Truth): Truth {
  const each = backEnds(seen);
  return each.length === 0 ? undefined : either(...each.map(test));
}
/** What departs where, for a sentence. */
export const drift = (seen: Seen): string =>
  names(
    backEnds(seen)
      .filter((one) => drifted(seen, one) === true)
      .map(({ key, server, part }) => {
        const said = [
          ...(seen.list(`iis[${key}].differsFromDefault`) ?? []),
          seen.list(`iis[${key}].providers`) === undefined
            ? undefined
            : `providers ${names(seen.list(`iis[${key}].providers`) ?? [])}`,
          seen.list(`iis[${key}].ssl`) === undefined
            ? undefined
            : `SSL ${names(seen.list(`iis[${key}].ssl`) ?? [])}`,
        ].filter((one) => one !== undefined);
        return `${server} Exchange Back End/mapi/${part}${said.length === 0 ? '' : ` (${said.join('; ')})`}`;
      }),
  );

/** Her request to /mapi refused by the back end after the front end had let her in. */
export const backEndRefusal: Wanted = {
  signatures: ['back-end-401'],
  logs: ['http-proxy', 'iis-backend'],
  stem: /^\/mapi/i,
  writtenBy: 'front-ends',
};

/** Whether the answer on the wire says that the back end refused. */
export const backEndSays = (seen: Seen, key: string): Truth => {
  const context = failureContext(seen.text(`mapi[${key}].failureContext`));
  if (context !== undefined) return /^backend$/i.test(context.who) && context.status === '401';
  const point = seen.text(`mapi[${key}].failurePoint`);
  return point === undefined || point === '' ? undefined : /^backend$/i.test(point);
};
/** Over what the endpoints of /mapi answered: true when one passes. */
export const someAnswer = (seen: Seen, test: (key: string) => Truth): Truth => {
  const each = endpoints(seen);
  return each.length === 0 ? undefined : any(...each.map(({ key }) => test(key)));
};
