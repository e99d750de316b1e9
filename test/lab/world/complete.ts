import { completeMailbox, completePerson, defaultDatabase, domainSidOf } from './mailbox-defaults.ts';
import { overlay } from './overlay.ts';
import { fillIn } from './placeholders.ts';
import { completeServer, isLegacy } from './server-defaults.ts';
import type { Certificate, CommonName, Domain, DomainController, Server, Tls, World } from './types.ts';
import type { StatedWorld } from './world-schema.ts';

const modernTls: Tls = { versions: ['1.2'], asksClientCertificate: false };

/** The world with every default filled in. */
export function completeWorld(stated: StatedWorld, name: string, start: Date): World {
  const organisation = completeOrganisation(stated.organisation);
  const domains = [
    completeDomain(organisation.domain, organisation.netbios),
    ...stated.domains.map(({ name, netbios }) => completeDomain(name, netbios)),
  ];
  const site = stated.sites[0]?.name ?? 'Default-First-Site-Name';
  const { roundTripMs } = stated.network;
  const delayed = { roundTripMs, answerMs: 0 };
  const domainControllers = stated.domainControllers.map((each, position): DomainController => {
    const domain = (each.domain ?? organisation.domain).toLowerCase();
    const fqdn = each.fqdn ?? `${each.name.toLowerCase()}.${domain}`;
    return {
      ...each,
      domain,
      fqdn,
      ip: each.ip ?? `10.20.0.${11 + position}`,
      site: each.site ?? site,
      certificate: certificateFor([fqdn], start, each.certificate),
      tls: overlay<Tls>(modernTls, each.tls),
      delays: overlay(delayed, each.delays),
    };
  });
  const firstController = domainControllers[0]?.name ?? 'dc1';
  const servers = stated.servers.map((each, position) =>
    completeServer(each, position, organisation, site, firstController, roundTripMs),
  );
  const databases = completeDatabases(stated, servers);
  const service = stated.serviceAccount;
  const serviceMailbox = service && serviceMailboxOf(service, organisation, servers, databases);
  const mailboxes = [
    ...stated.mailboxes.map((each) => completeMailbox(each, organisation, servers, databases)),
    ...(serviceMailbox ? [serviceMailbox] : []),
  ];
  const fill = (text: string) =>
    fillIn(text, { start: start.toISOString(), mailboxes }, (at) => at.toISOString());
  const { extends: _, ...rest } = stated;
  const world: World = {
    ...rest,
    name,
    start: start.toISOString(),
    organisation,
    domains,
    domainControllers,
    computers: stated.computers.map((each) => ({
      ...each,
      domain: (each.domain ?? organisation.domain).toLowerCase(),
    })),
    servers: servers.map((server) => ({
      ...server,
      locations: server.locations.map((each) => ({ ...each, anchor: fill(each.anchor) })),
    })),
    databases,
    commonNames: completeNames(stated, organisation, servers, start),
    webSites: stated.webSites.map((each, position) => ({
      ...each,
      ip: each.ip ?? `10.20.0.${151 + position}`,
      certificate: certificateFor([each.name], start, each.certificate),
      tls: overlay<Tls>(modernTls, each.tls),
      delays: overlay(delayed, each.delays),
    })),
    serviceAccount: service &&
      serviceMailbox && {
        sam: serviceMailbox.sam,
        signsInAs: service.signsInAs ?? `${organisation.netbios}\\${serviceMailbox.sam}`,
        secret: service.secret ?? service.password,
        address: serviceMailbox.address,
      },
    mailboxes,
    people: stated.people.map(completePerson),
    windows: { ...stated.windows, delays: overlay(delayed, stated.windows.delays) },
  };
  return world;
}

function completeOrganisation(stated: StatedWorld['organisation']): World['organisation'] {
  const mail = stated.acceptedDomains[0] ?? 'contoso.example';
  return {
    ...stated,
    netbios: (stated.netbios ?? stated.domain.split('.')[0] ?? 'CORP').toUpperCase(),
    namespace: stated.namespace ?? `mail.${mail}`,
    autodiscover: stated.autodiscover ?? `autodiscover.${mail}`,
    sid: domainSidOf(stated.domain),
    baseDn: baseDnOf(stated.domain),
  };
}

const baseDnOf = (domain: string) =>
  domain
    .split('.')
    .map((part) => `DC=${part}`)
    .join(',');
const completeDomain = (name: string, netbios: string | undefined): Domain => ({
  name: name.toLowerCase(),
  netbios: (netbios ?? name.split('.')[0] ?? name).toUpperCase(),
  sid: domainSidOf(name),
  baseDn: baseDnOf(name),
});

function certificateFor(
  defaults: readonly string[],
  start: Date,
  stated: StatedWorld['servers'][number]['certificate'] | undefined,
): Certificate {
  const names = stated?.names ?? defaults;
  const days = (count: number) => new Date(start.getTime() + count * 86_400_000).toISOString();
  return overlay<Certificate>(
    {
      notBefore: days(-200),
      notAfter: days(400),
      issuer: 'lab',
      sendsChain: true,
      key: 'ecdsa',
      subject: names[0] ?? 'lab',
      names,
    },
    stated,
  );
}

function completeDatabases(stated: StatedWorld, servers: readonly Server[]): World['databases'] {
  const named = stated.mailboxes.flatMap(({ database, server }) =>
    database && server ? [{ name: database, server }] : [],
  );
  const own = servers
    .filter(
      ({ roles, name }) =>
        roles.includes('mailbox') &&
        !stated.databases.some((each) => each.server.toLowerCase() === name.toLowerCase()),
    )
    .map(({ name }) => ({ name: defaultDatabase(name), server: name }));
  const known = new Map(stated.databases.map((each) => [each.name.toLowerCase(), each]));
  const createdAt = servers[0]?.createdAt ?? new Date(0).toISOString();
  for (const each of [...own, ...named])
    if (!known.has(each.name.toLowerCase()))
      known.set(each.name.toLowerCase(), { ...each, createdAt, mounted: true });
  return [...known.values()];
}

function serviceMailboxOf(
  service: Exclude<StatedWorld['serviceAccount'], false>,
  organisation: World['organisation'],
  servers: readonly Server[],
  databases: World['databases'],
) {
  const address = service.address ?? `${service.sam}@${organisation.acceptedDomains[0]}`;
  const newest = servers.find((each) => !isLegacy(each.exchange) && each.roles.includes('mailbox'));
  const server = service.server ?? newest?.name;
  const account = { ...service.account, password: service.account.password ?? service.password };
  const blank = {
    addresses: [],
    createdAt: '2020-01-01T00:00:00.000Z',
    moveState: 'none',
    quarantined: false,
    protocolSettings: [],
    hidden: true,
  } as const;
  return completeMailbox(
    {
      ...blank,
      addresses: [],
      protocolSettings: [],
      address,
      sam: service.sam,
      upn: service.upn ?? `${service.sam}@${organisation.domain}`,
      ...(server === undefined ? {} : { server }),
      kind: service.mailbox ? 'user' : 'none',
      displayName: 'Popup Desk (service account)',
      automapped: [],
      delegateOf: [],
      account,
      attributes: {},
      hide: [],
      note: '',
      popup: {},
      told: [],
    },
    organisation,
    servers,
    databases,
    true,
  );
}

function completeNames(
  stated: StatedWorld,
  organisation: World['organisation'],
  servers: readonly Server[],
  start: Date,
): CommonName[] {
  const front = servers.filter(({ roles, inPool }) => roles.includes('cas') && inPool);
  const newest = front.filter(({ exchange }) => !isLegacy(exchange));
  const behind = (newest.length > 0 ? newest : front).map(({ name }) => name);
  const known = new Set(stated.commonNames.map(({ name }) => name.toLowerCase()));
  const defaults = [...new Set([organisation.namespace, organisation.autodiscover])]
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({ name, balancing: 'per-connection' as const, tls: {}, delays: {}, faults: [] }));
  return [...defaults, ...stated.commonNames].map((each, position): CommonName => {
    const { certificate, tls, ...rest } = { certificate: undefined, ...each };
    return {
      ...rest,
      servers: 'servers' in each && each.servers ? each.servers : behind,
      ip: ('ip' in each ? each.ip : undefined) ?? `10.20.0.${101 + position}`,
      tls: overlay<Tls>(modernTls, tls),
      // The way to the servers has its own round trip; the device adds none unless the world says so.
      delays: overlay({ roundTripMs: 0, answerMs: 0 }, each.delays),
      // Who shares out single requests has to read them, so TLS ends there.
      ...(certificate || each.balancing === 'per-request'
        ? { certificate: certificateFor([each.name], start, certificate) }
        : {}),
    };
  });
}
