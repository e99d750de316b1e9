import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigurationError, loadConfiguration, parseConfiguration } from '../../services/configuration.ts';

const linesOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.lines;
    throw error;
  }
  return [];
};
const guid = '11111111-2222-4333-8444-555555555555';

test.each([
  [{ port: 'x' }, 'f: port: "x" is wrong; use a number from 1 to 65535'],
  [{ workers: { port: 70_000 } }, 'f: workers.port: 70000 is wrong; use a number from 1 to 65535'],
  [{ directory: { servers: ['nope'] } }, 'f: directory.servers.0: "nope" is wrong; write ldaps://host:636'],
  [{ directory: {} }, 'f: directory.servers: missing; write a list of domain controllers'],
  [{ people: { helpdesk: [guid] } }, 'f: people.approvers: missing; write a list of at least one Entra'],
  [
    { people: { helpdesk: [guid], approvers: [] } },
    'f: people.approvers: an empty list; write a list of at least one',
  ],
  [
    { people: { helpdesk: ['hanna'], approvers: [guid] } },
    'f: people.helpdesk.0: "hanna" is wrong; use an Entra',
  ],
  [{ teams: {} }, 'f: teams.appId: missing; use the bot’s application (client) id'],
  [{ network: { connect: { a: 'b:1' } } }, 'f: network.connect.a: its name is wrong; write it as host:port'],
  [{ windows: { logs: { ex16a: 'x' } } }, 'f: windows.logs.ex16a: "x" is wrong; write { "iis": "folder"'],
  [{ zzz: 1 }, 'f: zzz: unknown key; remove it'],
  [[], 'f: an empty list is no configuration; write an object'],
])('%j is told with its mend', (raw, line) => {
  const lines = linesOf(() => parseConfiguration(JSON.stringify(raw), 'f'));
  expect(lines.find((each) => each.startsWith(line)) ?? lines).toEqual(expect.stringContaining(line));
});

test('an address that may carry a password is not repeated', () => {
  const raw = {
    network: { proxy: 'me:s3cret@proxy' },
    database: 5,
    directory: { servers: ['me:s3cret@dc1'] },
  };
  const lines = linesOf(() => parseConfiguration(JSON.stringify(raw), 'f'));
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain('s3cret');
});

test('whatever stands in the file is told without the words of the parser', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const lines = linesOf(() => parseConfiguration(text, 'f'));
      expect(lines.join('\n')).not.toMatch(/Invalid input|received/);
    }),
  );
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-configuration-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('all errors at once: of the file, of the environment and what Teams lacks', async () => {
  const file = join(folder, 'popup-desk.json');
  await writeFile(file, JSON.stringify({ port: 0, teams: { appId: guid } }));
  const environment = {
    POPUP_DESK_CONFIG: file,
    PORT: 'x',
    DATABASE_URL: 'mysql://me:s3cret@host/desk',
    POPUP_DESK_SERVICE_PASSWORD_FILE: join(folder, 'nothing'),
  };
  const lines = linesOf(() => loadConfiguration(environment, 'teams'));
  const keys = [
    /: port:/,
    /: teams\.tenantId:/,
    /^PORT:/,
    /^DATABASE_URL:/,
    /_PASSWORD_FILE: .*ENOENT/,
    /TEAMS_SECRET: missing/,
    /: people: missing/,
  ];
  for (const key of keys) expect(lines.filter((line) => key.test(line))).toHaveLength(1);
  expect(lines).toHaveLength(keys.length);
  expect(lines.join()).not.toContain('s3cret');
});
