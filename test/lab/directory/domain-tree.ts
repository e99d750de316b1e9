import { guidOf, sidOf } from '../world/mailbox-defaults.ts';
import type { World } from '../world.ts';
import { type Entry, entry, fileTime, generalizedTime, guidBytes, type Stated, sidBytes } from './entry.ts';
import type { Names } from './names.ts';

const ticks = (minutes: number) => String(BigInt(-minutes) * 600_000_000n);

/** The domain itself, its containers and the computer accounts of its servers. */
export function domainEntries(world: World, names: Names): Entry[] {
  const { organisation } = world;
  const of = (dn: string, category: string, stated: Readonly<Record<string, Stated>>) =>
    entry(dn, category, stated, names.schema);
  const computers = [
    ...world.servers.map((server) => ({
      ...server,
      container: `CN=Computers,${names.base}`,
      control: 0x1000,
    })),
    ...world.domainControllers.map((controller) => ({
      ...controller,
      container: `OU=Domain Controllers,${names.base}`,
      control: 0x8_2000,
      machinePasswordAt: controller.certificate.notBefore,
      createdAt: controller.certificate.notBefore,
    })),
  ];
  return [
    of(names.base, 'domainDNS', {
      objectClass: ['top', 'domain', 'domainDNS'],
      objectSid: sidBytes(organisation.sid),
      objectGUID: guidBytes(guidOf(`domain ${organisation.domain}`)),
      name: organisation.domain.split('.')[0],
      lockoutThreshold: organisation.lockoutThreshold,
      lockoutDuration:
        organisation.lockoutMinutes === 0 ? '-9223372036854775808' : ticks(organisation.lockoutMinutes),
      lockOutObservationWindow: ticks(organisation.lockoutMinutes),
      maxPwdAge:
        organisation.maxPasswordAgeDays === 0
          ? '-9223372036854775808'
          : ticks(organisation.maxPasswordAgeDays * 1440),
    }),
    of(names.staff, 'organizationalUnit', {
      objectClass: ['top', 'organizationalUnit'],
      ou: 'Staff',
      name: 'Staff',
    }),
    of(`CN=Computers,${names.base}`, 'container', { objectClass: ['top', 'container'], cn: 'Computers' }),
    of(`OU=Domain Controllers,${names.base}`, 'organizationalUnit', {
      objectClass: ['top', 'organizationalUnit'],
    }),
    ...computers.map((computer) =>
      of(`CN=${computer.name.toUpperCase()},${computer.container}`, 'computer', {
        objectClass: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
        cn: computer.name.toUpperCase(),
        name: computer.name.toUpperCase(),
        sAMAccountName: `${computer.name.toUpperCase()}$`,
        dNSHostName: computer.fqdn,
        operatingSystem: computer.os,
        operatingSystemVersion: computer.osVersion,
        objectSid: sidBytes(sidOf(organisation, `${computer.name}$`)),
        objectGUID: guidBytes(guidOf(`computer ${computer.name}`)),
        pwdLastSet: fileTime(computer.machinePasswordAt),
        whenCreated: generalizedTime(computer.createdAt),
        userAccountControl: computer.control,
        servicePrincipalName: [`HOST/${computer.name.toUpperCase()}`, `HOST/${computer.fqdn}`],
      }),
    ),
  ];
}
