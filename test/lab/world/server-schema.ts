import { z } from 'zod';
import { certificate, delays, faults, host, shortName, tls } from './shared-schema.ts';
import { moment } from './times.ts';
import { windowsExchange } from './windows-schema.ts';

/** The IIS directories a server may have; those of the back-end site carry its prefix. */
export const iisPaths = [
  'autodiscover',
  'mapi',
  'ews',
  'oab',
  'rpc',
  'back-end/autodiscover',
  'back-end/mapi/emsmdb',
  'back-end/mapi/nspi',
  'back-end/ews',
  'back-end/oab',
  'back-end/rpc',
] as const;

const iisDirectory = z.strictObject({
  path: z.enum(iisPaths),
  enabled: z.boolean().optional(),
  windows: z.boolean().optional(),
  providers: z.array(z.enum(['Negotiate', 'NTLM', 'Negotiate:Kerberos'])).optional(),
  basic: z.boolean().optional(),
  anonymous: z.boolean().optional(),
  kernelMode: z.boolean().optional(),
  ssl: z.array(z.enum(['Ssl', 'Ssl128', 'SslNegotiateCert', 'SslRequireCert'])).optional(),
  extendedProtection: z.enum(['none', 'allow', 'require']).optional(),
  pool: z.string().optional(),
});

const virtualDirectory = z.strictObject({
  name: z.enum(['autodiscover', 'mapi', 'ews', 'oab', 'rpc', 'owa', 'ecp', 'activesync', 'powershell']),
  internalUrl: z.string().optional(),
  externalUrl: z.string().optional(),
  internalAuth: z.array(z.string()).optional(),
  externalAuth: z.array(z.string()).optional(),
  enabled: z.boolean().optional(),
  sslOffloading: z.boolean().optional(),
});

/** One Exchange server: its build, Windows, IIS, pools, caches, certificate, logs and what ails its listeners. */
export const serverSchema = (start: Date) =>
  z.strictObject({
    name: shortName,
    exchange: z.enum(['2007', '2010', '2013', '2016', '2019']).default('2016'),
    build: z
      .string()
      .regex(/^\d+\.\d+\.\d+\.\d+$/, 'write four numbers: 15.1.2507.6')
      .optional(),
    fqdn: host.optional(),
    ip: z.ipv4().optional(),
    ipv6: z.ipv6().optional(),
    os: z.string().optional(),
    osVersion: z.string().optional(),
    roles: z.array(z.enum(['mailbox', 'cas', 'hub', 'um', 'edge'])).optional(),
    site: z.string().optional(),
    createdAt: moment(start).prefault('-P800D'),
    bootedAt: moment(start).prefault('-P12D'),
    machinePasswordAt: moment(start).prefault('-P15D'),
    down: z.boolean().default(false),
    inPool: z.boolean().default(true),
    clockSkewSeconds: z.number().default(0),
    domainController: shortName.optional(),
    ntlm: z.enum(['allowed', 'refused']).default('allowed'),
    certificate: certificate(start).prefault({}),
    tls: tls.prefault({}),
    scp: z
      .union([
        z.literal(false),
        z.strictObject({
          url: z.string().optional(),
          sites: z.array(z.string()).default([]),
          createdAt: moment(start).optional(),
        }),
      ])
      .optional(),
    iis: z.array(iisDirectory).default([]),
    vdirs: z.array(virtualDirectory).default([]),
    pools: z
      .array(
        z.strictObject({
          name: z.string(),
          state: z.enum(['started', 'stopped']).optional(),
          startedAt: moment(start).optional(),
          identity: z.string().optional(),
          sessions: z.number().int().min(0).optional(),
          users: z.number().int().min(0).optional(),
          recycles: z.number().int().min(0).optional(),
          queueLimit: z.number().int().min(1).optional(),
          queued: z.number().int().min(0).optional(),
        }),
      )
      .default([]),
    locations: z
      .array(
        z.strictObject({
          anchor: z
            .string()
            .regex(/^(Smtp|Sid|MailboxGuid)~.+$/, 'write Smtp~address, Sid~S-1-… or MailboxGuid~guid'),
          server: shortName,
          since: moment(start).prefault('-PT6H'),
          pools: z.array(z.string()).default(['MSExchangeAutodiscoverAppPool']),
        }),
      )
      .default([]),
    addressBookAt: z.union([z.literal(false), moment(start)]).prefault('-PT9H'),
    locationHours: z.number().positive().default(12),
    mapi: z
      .array(
        z.strictObject({
          path: z.enum(['emsmdb', 'nspi']),
          responseCode: z.number().int().min(0).max(255).default(0),
          errorCode: z.number().int().min(0).default(0),
        }),
      )
      .default([]),
    ...windowsExchange(start, iisDirectory),
    monitoring: z.boolean().default(true),
    logFields: z.record(z.string(), z.string()).default({}),
    delays,
    faults,
  });
