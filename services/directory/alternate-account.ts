import type { Blind } from '../facts.ts';
import type { Known, NewFact } from '../looking/look.ts';
import { constructedOf, neverSet } from './absence.ts';
import { anything, type Directory } from './directory.ts';
import { domainPart } from './distinguished-name.ts';
import { controllerOf } from './find-mailbox.ts';
import { hiddenFrom } from './rights.ts';
import { encryptionTypes, type NameHolder } from './service-names.ts';
import { stating } from './stating.ts';
import { filetimeToIso } from './time.ts';

/** The account without a machine that gets the tickets of most common names: the alternate service account. */
export function alternateAccount(
  hosts: readonly string[],
  all: readonly NameHolder[],
  known: Known,
): NameHolder | undefined {
  const own = new Set(known.topology.servers.map(({ fqdn }) => fqdn));
  const common = hosts.filter((host) => !own.has(host));
  const counted = all
    .filter(({ isMachine }) => !isMachine)
    .map((holder) => ({
      holder,
      names: common.filter((host) => holder.names.includes(`http/${host}`)).length,
    }))
    .filter(({ names }) => names > 0);
  return counted.sort((one, other) => other.names - one.names)[0]?.holder;
}

/** What the directory tells of the alternate service account, from a controller of its own domain. */
export async function kerberosFacts(
  holder: NameHolder | undefined,
  by: string,
  hosts: readonly string[],
  directory: Directory,
  signal: AbortSignal,
): Promise<{ readonly facts: readonly NewFact[]; readonly blind: readonly Blind[] }> {
  if (holder === undefined) {
    const { facts, state } = stating(by);
    state('kerberos.account', '', `servicePrincipalName of ${hosts.length} names`);
    return { facts, blind: [] };
  }
  const { domain: home } = await directory.root(signal);
  const controller = await controllerOf(directory, domainPart(holder.dn), home, signal);
  const [found, { stamps }] = await Promise.all([
    controller.search(
      {
        base: holder.dn,
        scope: 'base',
        filter: anything,
        attributes: ['objectClass', 'msDS-SupportedEncryptionTypes', 'pwdLastSet', 'userAccountControl'],
        sizeLimit: 1,
      },
      signal,
    ),
    constructedOf(controller, holder.dn, signal),
  ]);
  const { facts, state } = stating(found.by);
  const [entry] = found.entries;
  state('kerberos.account', holder.called, 'servicePrincipalName');
  const blind: Blind[] = [];
  const types = entry?.integer('msDS-SupportedEncryptionTypes');
  const attribute = 'msDS-SupportedEncryptionTypes';
  if (types !== undefined && types !== 0n)
    state('kerberos.encryptionTypes', encryptionTypes(types), attribute);
  else if (entry !== undefined && (types === 0n || neverSet(entry, stamps, attribute)))
    // Empty is what stands there; which types the controllers then take for granted is a matter of their updates.
    state('kerberos.encryptionTypes', [], `${attribute} is not set: the controllers’ default counts`);
  else
    blind.push({ fact: 'kerberos.encryptionTypes', why: hiddenFrom(found.by, [attribute], holder.called) });
  const changed = entry?.integer('pwdLastSet');
  if (changed === undefined)
    blind.push({
      fact: 'kerberos.passwordChangedAt',
      why: hiddenFrom(found.by, ['pwdLastSet'], holder.called),
    });
  else state('kerberos.passwordChangedAt', filetimeToIso(changed) ?? '', 'pwdLastSet');
  return { facts, blind };
}
