import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configurationLines } from './configuration-mends.ts';
import { errorCode, errorText } from './error-code.ts';

const hostPort = z.string().regex(/^([^\s:]+|\[[0-9a-f:.]+\]):\d{1,5}$/i, 'write it as host:port');
const people = z
  .array(z.guid('an Entra object id, like 11111111-2222-4333-8444-555555555555'))
  .min(1, 'name at least one person');

const network = z.strictObject({
  resolvers: z.array(hostPort).default([]).describe('DNS servers as ip:port; empty: those of the system'),
  connect: z
    .record(hostPort, hostPort)
    .default({})
    .describe('as curl --connect-to: where a host:port is dialled'),
  ca: z.string().optional().describe('file with further CA certificates, PEM'),
  proxy: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('outbound HTTP proxy'),
});
const directory = z.strictObject({
  servers: z
    .array(z.url({ protocol: /^ldaps$/ }))
    .min(1)
    .describe('domain controllers, ldaps://host:636'),
  account: z
    .string()
    .optional()
    .describe('service account, user@domain or DOMAIN\\user; without one nothing authenticates'),
});
const windows = z.strictObject({
  executor: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where scripts for Windows hosts are run'),
  logs: z
    .record(z.string(), z.record(z.string(), z.string()))
    .default({})
    .describe('log folders: server → log (iis, iis-backend, http-proxy, …) → folder'),
});
const schema = z.strictObject({
  data: z.string().default('data').describe('folder of everything that is kept'),
  port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .default(3978)
    .describe('public listener: /api/messages, /healthz'),
  database: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL address; without one the embedded store is used'),
  teams: z
    .strictObject({
      appId: z.guid('the bot’s application id'),
      tenantId: z.guid('the tenant’s id'),
    })
    .optional(),
  people: z
    .strictObject({
      helpdesk: people,
      approvers: people,
    })
    .optional(),
  organisation: z
    .strictObject({
      name: z.string().default('the organisation'),
      mailDomains: z
        .array(z.string().min(3))
        .default([])
        .describe('further accepted domains that the directory does not name'),
      credentialHosts: z
        .array(z.string().min(3))
        .default([])
        .describe('hosts that may be given credentials: names or *.domain'),
    })
    .default({ name: 'the organisation', mailDomains: [], credentialHosts: [] }),
  network: network.default({ resolvers: [], connect: {} }),
  directory: directory.optional(),
  windows: windows.default({ logs: {} }),
  workers: z
    .strictObject({
      port: z.coerce
        .number()
        .int()
        .min(1)
        .max(65535)
        .default(3979)
        .describe('internal listener for workers, metrics, readiness'),
      host: z
        .string()
        .default('127.0.0.1')
        .describe('address that listener is bound to; 0.0.0.0 for workers on other machines'),
      certificate: z.string().optional().describe('file with the listener’s certificate chain, PEM'),
      key: z.string().optional().describe('file with its private key, PEM'),
    })
    .default({ port: 3979, host: '127.0.0.1' }),
  worker: z
    .strictObject({
      name: z.string().default('worker'),
      url: z
        .url({ protocol: /^https$/ })
        .optional()
        .describe('the bot’s internal listener'),
      ca: z.string().optional(),
      look: z.boolean().default(true),
      act: z.boolean().default(false),
    })
    .default({ name: 'worker', look: true, act: false }),
  lookSeconds: z.number().min(1).max(60).default(20),
});
export type Configuration = z.infer<typeof schema>;

/** Secrets come from the environment or from files named there, never from the configuration file. */
export interface Secrets {
  readonly serviceAccount?: string;
  readonly teams?: string;
  readonly workerToken?: string;
}
const secretNames = {
  serviceAccount: 'POPUP_DESK_SERVICE_PASSWORD',
  teams: 'POPUP_DESK_TEAMS_SECRET',
  workerToken: 'POPUP_DESK_WORKER_TOKEN',
} as const;

export class ConfigurationError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The configuration of a JSON text, or an error that names every wrong key with its mend. */
export function parseConfiguration(text: string, file: string): Configuration {
  const read = readText(text, file);
  if (read.configuration === undefined) throw new ConfigurationError(read.wrong);
  return read.configuration;
}

interface ReadText {
  readonly configuration: Configuration | undefined;
  readonly wrong: readonly string[];
  /** The JSON as it stands. */
  readonly raw: unknown;
}

function readText(text: string, file: string): ReadText {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const wrong = [`${file}: not JSON: ${errorText(error)}; mend the file`];
    return { configuration: undefined, wrong, raw: undefined };
  }
  const parsed = schema.safeParse(raw);
  return parsed.success
    ? { configuration: parsed.data, wrong: [], raw }
    : { configuration: undefined, wrong: configurationLines(raw, parsed.error.issues, file), raw };
}

/** The secret of that name: its variable, or the file that NAME_FILE names; undefined when neither is set. */
export function readSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const { secrets, wrong } = secretsIn(environment);
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  return secrets;
}

function secretsIn(environment: NodeJS.ProcessEnv): {
  readonly secrets: Secrets;
  readonly wrong: readonly string[];
} {
  const secrets: Record<string, string> = {};
  const wrong: string[] = [];
  for (const [key, name] of Object.entries(secretNames)) {
    const file = environment[`${name}_FILE`];
    try {
      const value = environment[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
      if (value !== undefined && value !== '') secrets[key] = value;
    } catch (error) {
      wrong.push(
        `${name}_FILE: ${file} cannot be read (${errorCode(error)}); name a file with the secret in it`,
      );
    }
  }
  return { secrets, wrong };
}

/** Where this process stands: in lab mode, or on a configuration of its own. */
export type Standing =
  | { readonly mode: 'lab' }
  | { readonly mode: 'configured'; readonly configuration: Configuration; readonly file: string };

/**
 * Reads the configuration file that POPUP_DESK_CONFIG names, or `popup-desk.json` here. Without either the process is in
 * lab mode. Throws ConfigurationError with every error at once; what is to serve Teams lacks an identity there too.
 */
export function loadConfiguration(environment: NodeJS.ProcessEnv, serves?: 'teams'): Standing {
  const named = environment.POPUP_DESK_CONFIG;
  const file = named ?? 'popup-desk.json';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return { mode: 'lab' };
    throw new ConfigurationError([
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); check POPUP_DESK_CONFIG`,
    ]);
  }
  const { configuration, wrong, raw } = readText(text, file);
  const { secrets, wrong: unread } = secretsIn(environment);
  const lacking = serves === undefined ? [] : [...unread, ...teamsErrors(namedIn(raw), secrets, file)];
  const all = [...wrong, ...environmentErrors(environment), ...lacking];
  if (configuration === undefined || all.length > 0) throw new ConfigurationError(all);
  return { mode: 'configured', configuration: overridden(configuration, environment), file };
}

/** The configuration with what the environment states: PORT, DATABASE_URL and the data folder. */
export function overridden(configuration: Configuration, environment: NodeJS.ProcessEnv): Configuration {
  const { PORT: port, DATABASE_URL: database } = environment;
  const wrong = environmentErrors(environment);
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  return {
    ...configuration,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(database === undefined ? {} : { database }),
    data: environment.POPUP_DESK_DATA ?? configuration.data,
  };
}

/** What a JSON that may be wrong names at all; one that is no object is told once, not key by key. */
const namedIn = (raw: unknown): { readonly teams?: unknown; readonly people?: unknown } =>
  z.looseObject({}).safeParse(raw).data ?? { teams: null, people: null };

/** What is wrong with PORT and DATABASE_URL. The address is never repeated: it may carry a password. */
function environmentErrors({ PORT: port, DATABASE_URL: database }: NodeJS.ProcessEnv): readonly string[] {
  const isPort =
    port === undefined || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  const isDatabase = database === undefined || /^postgres(ql)?:$/.test(URL.parse(database)?.protocol ?? '');
  return [
    ...(isPort ? [] : [`PORT: ${JSON.stringify(port)} is not a port; use a number from 1 to 65535`]),
    ...(isDatabase
      ? []
      : [
          'DATABASE_URL: not the address of a PostgreSQL database; write postgres://user:password@host:5432/database',
        ]),
  ];
}

/** Every reason why this configuration cannot serve Teams; empty when it can. */
export function teamsErrors(
  configuration: { readonly teams?: unknown; readonly people?: unknown },
  secrets: Secrets,
  file: string,
): readonly string[] {
  return [
    ...(configuration.teams === undefined
      ? [
          `${file}: teams: missing; without an app id anybody could speak for anybody. Add teams.appId and teams.tenantId`,
        ]
      : []),
    ...(secrets.teams === undefined
      ? [`${secretNames.teams}: missing; set it, or ${secretNames.teams}_FILE, to the bot’s client secret`]
      : []),
    ...(configuration.people === undefined
      ? [`${file}: people: missing; name people.helpdesk and people.approvers by their Entra object ids`]
      : []),
  ];
}
