import { z } from 'zod';
import { computerSchema, publicFolders } from './directory-schema.ts';
import { accountSchema, contactSchema, groupSchema, mailboxSchema } from './mailbox-schema.ts';
import { commonNameSchema, webSiteSchema } from './network-schema.ts';
import { serverSchema } from './server-schema.ts';
import { address, certificate, delays, faults, guid, host, shortName, tls } from './shared-schema.ts';
import { moment } from './times.ts';
import { windowsController, windowsDatabase } from './windows-schema.ts';

const netbios = z.string().regex(/^[A-Z0-9-]{1,15}$/i, 'write at most 15 letters, digits or -');
const organisation = z.strictObject({
  name: z.string().default('Contoso'),
  domain: host.default('corp.local'),
  netbios: netbios.optional(),
  upnSuffixes: z.array(host).default(['contoso.example']),
  acceptedDomains: z.array(host).min(1).default(['contoso.example']),
  namespace: host.optional(),
  autodiscover: host.optional(),
  mapiHttp: z.boolean().default(true),
  publicFolderMailbox: address.optional(),
  publicFolders,
  hybrid: z.boolean().default(false),
  lockoutThreshold: z.number().int().min(0).default(10),
  lockoutMinutes: z.number().int().min(0).default(30),
  maxPasswordAgeDays: z.number().int().min(0).default(42),
});

const domainController = (start: Date) =>
  z.strictObject({
    name: shortName,
    domain: host.optional(),
    fqdn: host.optional(),
    ip: z.ipv4().optional(),
    site: z.string().optional(),
    os: z.string().default('Windows Server 2016 Standard'),
    osVersion: z.string().default('10.0 (14393)'),
    globalCatalogue: z.boolean().default(true),
    missingSpns: z.array(z.string()).default([]),
    ...windowsController(start),
    down: z.boolean().default(false),
    certificate: certificate(start).prefault({}),
    tls: tls.prefault({}),
    stale: z
      .array(
        z.strictObject({
          address,
          server: shortName.optional(),
          database: z.string().optional(),
          movedAt: moment(start).optional(),
          attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
          until: moment(start).prefault('PT24H'),
        }),
      )
      .default([]),
    delays,
    faults,
  });

const serviceAccount = (start: Date) =>
  z.strictObject({
    sam: z.string().min(1).max(20).default('svc-popupdesk'),
    upn: z.string().optional(),
    signsInAs: z.string().optional(),
    password: z.string().min(1).default('Popup-Desk-Lab-1!'),
    secret: z.string().optional(),
    mailbox: z.boolean().default(true),
    address: address.optional(),
    server: shortName.optional(),
    account: accountSchema(start).prefault({ passwordNeverExpires: true }),
  });

const dnsRecord = z.strictObject({
  name: z.string().min(1),
  a: z.array(z.ipv4()).optional(),
  aaaa: z.array(z.ipv6()).optional(),
  cname: host.optional(),
  srv: z
    .array(
      z.strictObject({
        target: host,
        port: z.number().int().min(1).max(65_535).default(443),
        priority: z.number().int().min(0).default(0),
        weight: z.number().int().min(0).default(0),
      }),
    )
    .optional(),
  error: z.enum(['nxdomain', 'servfail', 'refused', 'timeout']).optional(),
});

const person = z.strictObject({
  upn: z.string().min(3),
  name: z.string().optional(),
  entraId: guid.optional(),
  mail: address.optional(),
  role: z.enum(['user', 'helpdesk', 'approver']).default('user'),
});

/** The schema of a world file: settings and states only; times become ISO in UTC, counted from `start`. */
export const worldSchema = (start: Date) =>
  z.strictObject({
    extends: z.string().optional(),
    name: z.string().optional(),
    note: z.string().default(''),
    organisation: organisation.prefault({}),
    sites: z
      .array(z.strictObject({ name: z.string(), subnets: z.array(z.string()).default([]) }))
      .default([{ name: 'Default-First-Site-Name', subnets: [] }]),
    domains: z.array(z.strictObject({ name: host, netbios: netbios.optional() })).default([]),
    domainControllers: z
      .array(domainController(start))
      .min(1)
      .prefault([{ name: 'dc1' }]),
    servers: z
      .array(serverSchema(start))
      .min(1)
      .prefault([{ name: 'ex16a' }]),
    databases: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          server: shortName,
          rpcClientAccessServer: host.optional(),
          ...windowsDatabase(start),
          offlineAddressBook: z.string().min(1).optional(),
          publicFolderDatabase: z.string().min(1).optional(),
          createdAt: moment(start).prefault('-P800D'),
        }),
      )
      .default([]),
    publicFolderDatabases: z
      .array(z.strictObject({ name: z.string().min(1), server: shortName }))
      .default([]),
    computers: z.array(computerSchema(start)).default([]),
    commonNames: z.array(commonNameSchema(start)).default([]),
    webSites: z.array(webSiteSchema(start)).default([]),
    outlookProviders: z
      .strictObject({
        exprPrincipal: z.string().optional(),
        exchPrincipal: z.string().optional(),
        exprServer: z.string().optional(),
      })
      .default({}),
    furtherScps: z
      .array(
        z.strictObject({
          server: z.string().min(1),
          url: z.string(),
          sites: z.array(z.string()).default([]),
          pointsFor: z.array(host).default([]),
          createdAt: moment(start).prefault('-P2000D'),
        }),
      )
      .default([]),
    dns: z.array(dnsRecord).default([]),
    serviceAccount: z.union([z.literal(false), serviceAccount(start)]).prefault({}),
    directory: z
      .strictObject({
        hide: z.array(z.string()).default([]),
        hideBelow: z.array(z.string().min(1)).default([]),
      })
      .prefault({}),
    mailboxes: z.array(mailboxSchema(start)).default([]),
    contacts: z.array(contactSchema).default([]),
    groups: z.array(groupSchema).default([]),
    people: z.array(person).default([]),
    windows: z
      .strictObject({
        refuses: z.record(z.string(), z.string()).default({}),
        delays,
        faults,
      })
      .prefault({}),
    network: z.strictObject({ roundTripMs: z.number().min(0).max(60_000).default(0) }).prefault({}),
    expect: z
      .array(
        z.strictObject({
          mailbox: address,
          first: z.string().min(1).optional(),
          also: z.array(z.string().min(1)).optional(),
          band: z.enum(['confirmed', 'likely', 'possible', 'unlikely', 'ruled-out']),
        }),
      )
      .default([]),
  });

export type StatedWorld = z.infer<ReturnType<typeof worldSchema>>;
