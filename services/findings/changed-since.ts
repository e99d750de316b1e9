import { finding } from '../finding.ts';
import { changes, changesFrom } from '../readings/changes.ts';
import { moment } from '../readings/sentences.ts';

/** More are counted only. */
const mostTold = 10;

export default finding({
  id: 'changed-since',
  when: (seen) => changes(seen).length > 0,
  says: (seen) => {
    const known = changes(seen);
    const told = known.slice(0, mostTold).map(({ at, says }) => `${moment(at)} ${says}`);
    const more = known.length - told.length;
    return `Changed since ${moment(changesFrom(seen))}: ${told.join('; ')}${more > 0 ? `; and ${more} more before that` : ''}.`;
  },
});
