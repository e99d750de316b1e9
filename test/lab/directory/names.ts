import type { Domain, Mailbox, World } from '../world.ts';
import { dnValue } from './entry.ts';

/** The distinguished names of this world. */
export interface Names {
  /** The organisation's own domain, root of the forest. */
  readonly base: string;
  readonly configuration: string;
  readonly schema: string;
  readonly staff: string;
  readonly organisation: string;
  readonly administrativeGroup: string;
  readonly legacyGroup: string;
  /** A domain of the forest by its DNS name. */
  domain(name: string): Domain;
  user(mailbox: Pick<Mailbox, 'displayName' | 'sam' | 'domain'>): string;
  server(name: string): string;
  database(name: string): string;
  site(name: string): string;
  /** NTDS Settings of a domain controller, as replication metadata names its source. */
  dsa(controller: { readonly name: string; readonly site: string }): string;
}

export function namesOf(world: World): Names {
  const { organisation: org } = world;
  const base = org.baseDn;
  const configuration = `CN=Configuration,${base}`;
  const organisation = `CN=${dnValue(org.name)},CN=Microsoft Exchange,CN=Services,${configuration}`;
  const administrativeGroup = `CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,${organisation}`;
  const displayNames = new Map<string, number>();
  for (const { displayName } of world.mailboxes)
    displayNames.set(displayName, (displayNames.get(displayName) ?? 0) + 1);
  const site = (name: string) => `CN=${dnValue(name)},CN=Sites,${configuration}`;
  const domain = (name: string) => {
    const found = world.domains.find((each) => each.name === name.toLowerCase());
    if (!found) throw new Error(`${name} is no domain of this world`);
    return found;
  };
  return {
    base,
    configuration,
    schema: `CN=Schema,${configuration}`,
    staff: `OU=Staff,${base}`,
    organisation,
    administrativeGroup,
    legacyGroup: `/o=${org.name}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)`,
    domain,
    user: ({ displayName, sam, domain: home }) =>
      `CN=${dnValue((displayNames.get(displayName) ?? 0) > 1 ? `${displayName} (${sam})` : displayName)},OU=Staff,${domain(home).baseDn}`,
    server: (name) => `CN=${name.toUpperCase()},CN=Servers,${administrativeGroup}`,
    database: (name) => `CN=${dnValue(name)},CN=Databases,${administrativeGroup}`,
    site,
    dsa: (controller) =>
      `CN=NTDS Settings,CN=${controller.name.toUpperCase()},CN=Servers,${site(controller.site)}`,
  };
}
