import { fillIn } from './world/placeholders.ts';
import { momentOf } from './world/times.ts';
import type { World } from './world.ts';

interface ToldFact {
  readonly fact: string;
  readonly value: unknown;
  readonly from: 'told' | 'pasted';
  readonly source: string;
  readonly at: string;
  readonly vantage: string;
}
/** What a started lab says of itself in one line of JSON. */
export interface Ready {
  readonly lab: 'ready';
  readonly world: string;
  readonly at: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly secrets: { readonly serviceAccount?: string };
  readonly people: World['people'];
  readonly mailboxes: readonly { readonly address: string; readonly note: string }[];
  /** The popup and what else its owner told, as facts, by address. */
  readonly told: Readonly<Record<string, readonly ToldFact[]>>;
  /** The key of each of these facts below its mailbox, by address: `popup.kind`, `told[0]`. */
  readonly toldKeys: Readonly<Record<string, readonly string[]>>;
  readonly accessLog: string;
}

/** The ready line of a world that listens at those places. */
export function readyOf(
  world: World,
  places: {
    readonly accessLog: string;
    readonly ca: string;
    readonly resolvers: readonly string[];
    readonly connect: Readonly<Record<string, string>>;
    readonly executor: string;
    readonly logs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  },
): Ready {
  const { organisation, serviceAccount } = world;
  const hosts = [
    ...world.commonNames.map(({ name }) => name),
    ...world.servers.map(({ fqdn }) => fqdn),
    ...world.domains.map(({ name }) => `*.${name}`),
  ];
  const logs = Object.fromEntries(
    Object.entries(places.logs).map(([name, folders]) => [name.toLowerCase(), folders]),
  );
  return {
    lab: 'ready',
    world: world.name,
    at: world.start,
    configuration: {
      organisation: { name: organisation.name, credentialHosts: [...new Set(hosts)] },
      network: { resolvers: places.resolvers, connect: places.connect, ca: places.ca },
      directory: {
        // Those of other domains are found in the directory itself.
        servers: world.domainControllers
          .filter(({ domain }) => domain === organisation.domain.toLowerCase())
          .map(({ fqdn }) => `ldaps://${fqdn}:636`),
        ...(serviceAccount ? { account: serviceAccount.signsInAs } : {}),
      },
      windows: { executor: places.executor, logs },
    },
    secrets: serviceAccount ? { serviceAccount: serviceAccount.secret } : {},
    people: world.people,
    mailboxes: world.mailboxes
      .filter(({ service, kind }) => !service && kind !== 'none')
      .map(({ address, note }) => ({ address, note })),
    told: Object.fromEntries(
      world.mailboxes
        .map((mailbox) => [mailbox.address, toldFacts(mailbox, world)] as const)
        .filter(([, facts]) => facts.length > 0),
    ),
    toldKeys: Object.fromEntries(
      world.mailboxes.map(({ address, popup, told }) => [
        address,
        [...Object.keys(popup).map((leaf) => `popup.${leaf}`), ...told.map((_, index) => `told[${index}]`)],
      ]),
    ),
    accessLog: places.accessLog,
  };
}

function toldFacts(mailbox: World['mailboxes'][number], world: World): ToldFact[] {
  const at = world.start;
  const said = { from: 'told', source: mailbox.displayName, at, vantage: 'lab' } as const;
  return [
    ...Object.entries(mailbox.popup).map(([leaf, value]) => ({
      fact: `popup.${leaf}`,
      value: resolved(value, world),
      ...said,
    })),
    ...mailbox.told.map((fact) => ({
      fact: fact.fact,
      value: resolved(fact.value, world),
      from: fact.from,
      source: fact.source || mailbox.displayName,
      at: fact.at ?? at,
      vantage: 'lab',
    })),
  ];
}

/** A value with durations (`-PT3H`) and placeholders (`{guid:address}`) filled in, at any depth. */
function resolved(value: unknown, world: World): unknown {
  if (typeof value === 'string') {
    const at = /^-?P/.test(value) ? momentOf(value, new Date(world.start)) : undefined;
    return at?.toISOString() ?? fillIn(value, world, (moment) => moment.toISOString());
  }
  if (Array.isArray(value)) return value.map((each) => resolved(each, world));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, world)]));
}
