import { finding } from '../finding.ts';
import { brokenPoints, pointFaults } from '../readings/connection-points.ts';
import { points } from '../readings/lookup.ts';

export default finding({
  id: 'connection-point-broken',
  // Where none works that is the cause scp-wrong; one among others only makes Outlook wait.
  when: (seen) => {
    const all = points(seen);
    const broken = brokenPoints(seen);
    return all.length === 0 ? undefined : broken.length > 0 && broken.length < all.length;
  },
  says: (seen) =>
    `Of the service connection points, ${pointFaults(seen)}: Outlook tries it at every lookup before it goes on.`,
});
