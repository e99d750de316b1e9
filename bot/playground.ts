import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import type { LabPerson } from './lab-process.ts';

/** A local Teams client of one person. */
export interface Playground {
  readonly person: LabPerson;
  readonly url: string;
  /** The person's personal chat with the bot. */
  readonly chat: { readonly serviceUrl: string; readonly conversation: string };
  readonly stop: () => Promise<void>;
}

const preload = new URL('playground-preload.ts', import.meta.url).href;
/** How long the client may take to open. */
const readyMs = 40_000;
/** How long it may take to end when it is asked to. */
const stopMs = 2_000;
/** The client wants exactly so many people beside the one who sits before it. */
const othersWanted = 5;

/** The command of the client, undefined where development packages were not installed. */
export function playgroundCommand(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    return undefined;
  }
}

/** Opens the client of a person on a port; it talks to the bot's endpoint. */
export async function startPlayground(parts: {
  readonly command: string;
  readonly person: LabPerson;
  readonly people: readonly LabPerson[];
  readonly port: number;
  readonly endpoint: string;
  readonly folder: string;
  readonly clock: Clock;
}): Promise<Playground> {
  const { command, person, people, port, endpoint, clock } = parts;
  const folder = join(parts.folder, slug(person));
  mkdirSync(folder, { recursive: true });
  const chat = `chat-${slug(person)}`;
  // JSON is YAML.
  writeFileSync(
    join(folder, '.m365agentsplayground.yml'),
    JSON.stringify(world(person, people, chat), null, 2),
  );
  const child = spawn(
    process.execPath,
    [
      '--import',
      preload,
      command,
      'start',
      '-e',
      endpoint,
      '-c',
      'msteams',
      '-p',
      String(port),
      '--disable-telemetry',
    ],
    {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const url = `http://localhost:${port}`;
  const stop = async () => {
    child.kill();
    const late = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await ended;
    clearTimeout(late);
  };
  try {
    await ready(child, url, clock);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    person,
    url,
    chat: { serviceUrl: `${url}/_connector`, conversation: chat },
    stop,
  };
}

async function ready(child: ChildProcess, url: string, clock: Clock): Promise<void> {
  const until = clock.now() + readyMs;
  while (clock.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`the Teams client for ${url} ended by itself (status ${child.exitCode})`);
    try {
      const response = await fetch(`${url}/_debug/ping`, { signal: AbortSignal.timeout(1_000) });
      if ((await response.text()).includes('pong')) return;
    } catch (error) {
      // Not listening yet; the loop's own limit says when that is too long.
      if (clock.now() >= until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the Teams client for ${url} did not open within ${readyMs / 1000} s`);
}

function world(person: LabPerson, people: readonly LabPerson[], chat: string) {
  const others = people
    .filter((each) => each.entraId !== person.entraId)
    .slice(0, othersWanted)
    .map(account);
  for (let count = others.length; count < othersWanted; count += 1) others.push(passerBy(count));
  return {
    version: '0.1.1',
    tenantId: '00000000-0000-4000-8000-000000000001',
    bot: { id: 'popup-desk', name: 'Popup Desk' },
    currentUser: account(person),
    users: others,
    personalChat: { id: chat },
    groupChat: { id: `group-${slug(person)}`, name: 'Helpdesk group' },
    team: {
      id: `team-${slug(person)}`,
      name: 'Operations',
      aadGroupId: '00000000-0000-4000-8000-000000000002',
      channels: [{ id: `channel-${slug(person)}`, name: 'Incidents' }],
    },
  };
}

/** `userPrincipleName` is spelled so by the client. */
const account = (person: LabPerson) => ({
  id: `user-${slug(person)}`,
  name: person.name,
  userPrincipleName: person.upn,
  aadObjectId: person.entraId,
  givenName: person.name.split(' ')[0] ?? person.name,
  surname: person.name.split(' ').slice(1).join(' ') || person.name,
  email: person.mail,
});

const passerBy = (count: number): ReturnType<typeof account> => ({
  id: `user-nobody-${count}`,
  name: `Nobody ${count}`,
  userPrincipleName: `nobody${count}@invalid.example`,
  aadObjectId: `00000000-0000-4000-8000-0000000001${String(count).padStart(2, '0')}`,
  givenName: 'Nobody',
  surname: String(count),
  email: `nobody${count}@invalid.example`,
});

const slug = (person: LabPerson): string => person.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
