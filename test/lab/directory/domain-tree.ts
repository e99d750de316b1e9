import { guidOf } from '../world/mailbox-defaults.ts';
import type { World } from '../world.ts';
import { type Entry, entry, guidBytes, type Stated, sidBytes } from './entry.ts';
import type { Names } from './names.ts';

const ticks = (minutes: number) => String(BigInt(-minutes) * 600_000_000n);

/** Every domain of the forest itself, with its containers. */
export function domainEntries(world: World, names: Names): Entry[] {
  const of = (dn: string, category: string, stated: Readonly<Record<string, Stated>>) =>
    entry(dn, category, stated, names.schema);
  return world.domains.flatMap(({ baseDn, ...domain }) => [
    of(baseDn, 'domainDNS', {
      objectClass: ['top', 'domain', 'domainDNS'],
      objectSid: sidBytes(domain.sid),
      objectGUID: guidBytes(guidOf(`domain ${domain.name}`)),
      name: domain.name.split('.')[0],
      ...passwordPolicy(world),
    }),
    of(`OU=Staff,${baseDn}`, 'organizationalUnit', {
      objectClass: ['top', 'organizationalUnit'],
      ou: 'Staff',
      name: 'Staff',
    }),
    of(`CN=Computers,${baseDn}`, 'container', { objectClass: ['top', 'container'], cn: 'Computers' }),
    of(`OU=Domain Controllers,${baseDn}`, 'organizationalUnit', {
      objectClass: ['top', 'organizationalUnit'],
    }),
  ]);
}

/** The policy is the organisation's in each of its domains. */
function passwordPolicy({ organisation }: World) {
  return {
    lockoutThreshold: organisation.lockoutThreshold,
    lockoutDuration:
      organisation.lockoutMinutes === 0 ? '-9223372036854775808' : ticks(organisation.lockoutMinutes),
    lockOutObservationWindow: ticks(organisation.lockoutMinutes),
    maxPwdAge:
      organisation.maxPasswordAgeDays === 0
        ? '-9223372036854775808'
        : ticks(organisation.maxPasswordAgeDays * 1440),
  };
}
