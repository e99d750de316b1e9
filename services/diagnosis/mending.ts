import type { Cause, Side } from '../cause.ts';
import type { Offer, Remedy } from '../remedy.ts';
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
  const row = { id: remedy.id, cause: cause.id, kind: remedy.kind };
  try {
    const parameters = remedy.parameters(seen);
    const own = remedy.when(seen, { cause: cause.id, band, proven });
    return { ...row, parameters, ...(own.offered ? allowed(remedy, own, { cause, band, proven }) : own) };
  } catch (error) {
    const why = `Whether it may be offered could not be judged: ${(error as Error).message}`;
    return { ...row, parameters: {}, offered: false, why };
  }
}
/** What holds for every remedy, whatever it says itself: no advice on a mere possibility, no action without a proof. */
function allowed(
  remedy: Remedy,
  own: Offer,
  { cause, band, proven }: Pick<Judged, 'cause' | 'band' | 'proven'>,
): Offer {
  if (remedy.kind === 'advice' && band === 'possible') {
    return { offered: false, why: `${cause.id} is only possible; advice is given from likely on.` };
  }
  if (remedy.kind === 'action' && remedy.effect !== 'person' && !proven) {
    return { offered: false, why: `Nothing proves ${cause.id} yet.` };
  }
  return own;
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
