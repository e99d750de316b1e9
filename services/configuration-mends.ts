import type { z } from 'zod';

const port = 'use a number from 1 to 65535';
const list = (what: string) => `write a list of ${what}`;
const file = 'write the path of a file in PEM';
const person = 'use an Entra object id, like 11111111-2222-4333-8444-555555555555';
const persons = list('at least one Entra object id, like ["11111111-2222-4333-8444-555555555555"]');
const hostPort = 'write it as host:port, like 10.0.0.1:53';
const group = 'write an object, { … }';

/** What mends a key, by its path; `*` stands for a place in a list or a name of one's own. */
const mends: Readonly<Record<string, string>> = {
  data: 'write the path of a folder',
  port,
  database: 'write postgres://user@host:5432/database',
  teams: 'write { "appId": "…", "tenantId": "…" }',
  'teams.appId': 'use the bot’s application (client) id from its Entra app registration, a GUID',
  'teams.tenantId': 'use the id of your Entra tenant, a GUID',
  people: 'write { "helpdesk": […], "approvers": […] } with Entra object ids',
  'people.helpdesk': persons,
  'people.helpdesk.*': person,
  'people.approvers': persons,
  'people.approvers.*': person,
  'organisation.name': 'write the name as text',
  'organisation.mailDomains': list('mail domains, like ["contoso.example"]'),
  'organisation.mailDomains.*': 'write a mail domain, like contoso.example',
  'organisation.credentialHosts': list('hosts, like ["mail.contoso.example", "*.corp.local"]'),
  'organisation.credentialHosts.*': 'write a host name, or *.domain',
  'network.resolvers': list('DNS servers, like ["10.0.0.1:53"]'),
  'network.resolvers.*': hostPort,
  'network.connect': 'write an object of host:port → host:port',
  'network.connect.*': hostPort,
  'network.ca': file,
  'network.proxy': 'write an address like http://proxy.corp.local:8080',
  directory: 'write { "servers": ["ldaps://dc1.corp.local:636"] }',
  'directory.servers': list('domain controllers, like ["ldaps://dc1.corp.local:636"]'),
  'directory.servers.*': 'write ldaps://host:636; ldap:// without TLS is not taken',
  'directory.account': 'write user@domain or DOMAIN\\user',
  'windows.executor': 'write an address that begins with http:// or https://',
  'windows.logs': 'write an object of server → { "iis": "folder", … }',
  'windows.logs.*': 'write { "iis": "folder", "http-proxy": "folder" }',
  'windows.logs.*.*': 'write the path of a folder',
  'workers.port': port,
  'workers.host': 'write the address to listen on, like 127.0.0.1 or 0.0.0.0',
  'workers.certificate': file,
  'workers.key': file,
  'worker.name': 'write the name as text',
  'worker.url': 'write the bot’s internal listener, like https://bot.corp.local:3979',
  'worker.ca': file,
  'worker.look': 'write true or false',
  'worker.act': 'write true or false',
  lookSeconds: 'use a number from 1 to 60',
};

type Issue = z.core.$ZodIssue;

/** One line for each wrong key of a configuration: what stands there, and what mends it. */
export function configurationLines(raw: unknown, issues: readonly Issue[], name: string): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        (key) => `${name}: ${[...issue.path, key].join('.')}: unknown key; remove it or mend its spelling`,
      );
    }
    if (issue.path.length === 0) return [`${name}: ${shown('', raw)} is no configuration; ${group}`];
    const key = issue.path.join('.');
    const found = at(raw, issue.path);
    const what = issue.code === 'invalid_key' ? 'its name is wrong' : shown(key, found);
    return [`${name}: ${key}: ${what}; ${mendOf(issue.path) ?? group}`];
  });
}

const at = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    // Whatever has keys can be asked for one; anything else has none.
    (of, key) =>
      typeof of === 'object' && of !== null ? (of as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );

/** The value that stands there, but never one that may carry a password, nor a long one. */
function shown(key: string, found: unknown): string {
  if (found === undefined) return 'missing';
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list';
  if (typeof found === 'object' && found !== null) return 'an object';
  const text = JSON.stringify(found);
  const mayBeSecret = key === 'database' || key === 'network.proxy' || text.includes('@');
  return mayBeSecret || text.length > 60 ? 'what stands there is wrong' : `${text} is wrong`;
}

/** The mend of the key itself, or of one with a name of its own in that place. */
function mendOf(path: readonly PropertyKey[]): string | undefined {
  const keys = path.map(String);
  const fits = (pattern: string) => {
    const wanted = pattern.split('.');
    return (
      wanted.length === keys.length && wanted.every((part, index) => part === '*' || part === keys[index])
    );
  };
  const pattern = Object.keys(mends).find(fits);
  return pattern === undefined ? undefined : mends[pattern];
}
