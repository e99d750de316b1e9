import { finding } from '../finding.ts';
import { drift, drifted, someBackEnd } from '../readings/mapi-back-end.ts';

export default finding({
  id: 'back-end-drifted',
  when: (seen) => someBackEnd(seen, (one) => drifted(seen, one)),
  says: (seen) =>
    `The back end departs from what Exchange ships: ${drift(seen)}. It should not be configured by hand, and the next update may write it anew.`,
});
