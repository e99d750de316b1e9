import type { Cause, Side } from '../cause.ts';
import type { Remedy } from '../remedy.ts';
import type { Indexed } from './indexed.ts';
import type { Judged } from './judge.ts';
import { createRecorder } from './recorder.ts';
import type { RemedyOffer } from './types.ts';

const order: Readonly<Record<Side, number>> = {
  account: 0,
  tls: 1,
  network: 1,
  autodiscover: 2,
  'server-authentication': 3,
  'extended-protection': 3,
  moves: 3,
  client: 5,
};
const otherMailboxes = 4;
const ofOtherMailboxes: ReadonlySet<string> = new Set([
  'secondary-mailbox-moved',
  'public-folder-coexistence',
  'automapped-mailbox-denied',
]);
const place = ({ id, side, otherMailboxes: others }: Cause): number =>
  others === true || ofOtherMailboxes.has(id) ? otherMailboxes : order[side];

/** The causes to mend in this order: what others rest on first; expected behaviour needs no mending. */
export const mendFirst = (judged: readonly Judged[]): readonly string[] =>
  judged
    .filter(({ band, cause }) => (band === 'confirmed' || band === 'likely') && cause.byDesign === undefined)
    .sort((left, right) => place(left.cause) - place(right.cause) || right.weight - left.weight)
    .map(({ cause }) => cause.id);

function offer(remedy: Remedy, { cause, band, proven }: Judged, index: Indexed): RemedyOffer {
  const { seen } = createRecorder(index);
  const parameters = remedy.parameters(seen);
  const row = { id: remedy.id, cause: cause.id, kind: remedy.kind, parameters };
  if (remedy.kind === 'advice' && band === 'possible') {
    return { ...row, offered: false, why: `${cause.id} is only possible; advice is given from likely on.` };
  }
  if (remedy.kind === 'action' && remedy.effect !== 'person' && !proven) {
    const own = remedy.when(seen, { cause: cause.id, band, proven });
    return { ...row, offered: false, why: own.offered ? `Nothing proves ${cause.id} yet.` : own.why };
  }
  return { ...row, ...remedy.when(seen, { cause: cause.id, band, proven }) };
}

/** The remedies of every cause that is at least possible, with whether each may be offered and why. */
export function remedyOffers(
  judged: readonly Judged[],
  remedies: readonly Remedy[],
  index: Indexed,
): readonly RemedyOffer[] {
  const byId = new Map(remedies.map((remedy) => [remedy.id, remedy]));
  return judged
    .filter(({ band }) => band === 'confirmed' || band === 'likely' || band === 'possible')
    .flatMap((one) =>
      one.cause.remedies.flatMap((id) => {
        const remedy = byId.get(id);
        return remedy === undefined ? [] : [offer(remedy, one, index)];
      }),
    );
}
