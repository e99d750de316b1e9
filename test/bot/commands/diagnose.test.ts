import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../../bot/lab-process.ts';
import type { Diagnosis } from '../../../services/diagnosis/types.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'diagnose-'));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
/** What a person must hear: standard error without the progress of the looks. */
const said = ({ stderr }: Ran): string =>
  stderr
    .split('\n')
    .filter((line) => line !== '' && !/^\d+\/\d+ /.test(line))
    .join('\n');
function run(
  command: 'diagnose' | 'replay',
  args: readonly string[],
  {
    environment = {},
    onError = () => undefined,
  }: {
    readonly environment?: NodeJS.ProcessEnv;
    readonly onError?: (text: string, pid: number) => void;
  } = {},
): Promise<Ran> {
  const { POPUP_DESK_CONFIG: _config, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, `bot/commands/${command}.ts`), ...args], {
    cwd: folder, // a folder without a popup-desk.json
    env: { ...inherited, POPUP_DESK_DATA: join(folder, 'data'), ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    onError(stderr, child.pid ?? 0);
  });
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

let lab: Lab;
let configured: NodeJS.ProcessEnv;
beforeAll(async () => {
  lab = await startLab('coexistence');
  configured = {
    POPUP_DESK_CONFIG: file('configuration.json', lab.configuration),
    POPUP_DESK_SERVICE_PASSWORD: lab.secrets.serviceAccount ?? '',
  };
}, 60_000);
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One run on a configuration: the same looks, at a lab that runs already. */
const onSite = (...args: readonly string[]) => run('diagnose', args, { environment: configured });
const judged = ({ stdout }: Ran): Diagnosis => JSON.parse(stdout) as Diagnosis; // one object of the contract
const toldOf = ({ facts }: Diagnosis) =>
  facts.filter(({ from }) => from === 'told').map(({ fact, value }) => [fact, value]);

describe('wrong usage ends with 2, a sentence, and nothing on standard output', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no address', [], /^name one address/],
    ['two addresses', ['a@contoso.example', 'b@contoso.example'], /^one address at a time/],
    ['an unknown option', ['--bogus'], /bogus/],
    [
      'an unknown popup',
      ['a@b.example', '--popup', 'wrong'],
      /^popup\.kind: "wrong" must be one of credential, restart, /,
    ],
    [
      'a popup twice',
      ['a@b.example', '--popup', 'restart', '--fact', 'popup.kind=credential'],
      /^popup\.kind is given twice$/,
    ],
    [
      'a leaf twice',
      ['a@b.example', '--fact', 'scope.vpn=true', '--fact', 'Scope.VPN=false'],
      /^scope\.vpn is given twice$/,
    ],
    ['no value', ['a@b.example', '--fact', 'scope.vpn'], /^scope\.vpn: write path=value/],
    [
      'a wrong type',
      ['a@b.example', '--fact', 'scope.vpn=perhaps'],
      /^scope\.vpn: "perhaps" must be true or false$/,
    ],
    ['a misspelt path', ['a@b.example', '--fact', 'scope.vpm=true'], /did you mean vpn\?$/],
    ['no JSON', ['a@b.example', '--fact', 'tried[]={what:1}'], /^tried\[\]: \{what:1\} is not JSON$/],
    [
      'a wrong part',
      ['a@b.example', '--fact', 'tried[]={"what":"new-profile","result":"fine"}'],
      /^tried\[\]\.result: "fine" must be one of cured/,
    ],
    [
      'a paste that is not there',
      ['a@b.example', '--paste', 'nowhere.txt'],
      /^--paste nowhere\.txt: cannot be read \(ENOENT\)$/,
    ],
    ['a world that is not there', ['a@b.example', '--lab', 'nowhere.json'], /nowhere\.json: cannot be read/],
  ])('%s', async (_, args, says) => {
    const ran = await run('diagnose', args);
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
    expect(said(ran)).toMatch(says);
  });

  test('a broken world, a world with a wrong key, a configuration that is not there', async () => {
    const address = 'anna@contoso.example';
    const broken = await run('diagnose', [address, '--lab', file('broken.json', '{"servers": [')]);
    const wrong = file('wrong.json', { extends: 'coexistence', wrongKey: 1 });
    const key = await run('diagnose', [address, '--lab', wrong]);
    const missing = await run('diagnose', [address], { environment: { POPUP_DESK_CONFIG: 'none.json' } });
    expect([broken, key, missing].map(({ status, stdout }) => [status, stdout])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
    ]);
    expect(said(broken)).toMatch(/broken\.json: not JSON/);
    expect(said(key)).toMatch(/wrong\.json: wrongKey: unknown key/);
    expect(said(missing)).toMatch(/none\.json: cannot be read/);
  }, 60_000);
});

describe('an address that cannot be diagnosed ends with 2 and how to go on', () => {
  test.each([
    ['not-an-address', /is not an e-mail address/, []],
    ['nobody@contoso.example', /knows no object/, []],
    ['someone@elsewhere.example', /is not a mail domain/, []],
    ['twin@contoso.example', /2 objects/, ['tina@contoso.example', 'tom@contoso.example']],
    ['partner@fabrikam.example', /is a contact/, []],
    ['all-staff@contoso.example', /is a distribution list/, []],
    ['otto@contoso.example', /user without a mailbox/, []],
  ] as const)(
    '%s',
    async (address, says, candidates) => {
      const ran = await onSite(address, '--json');
      expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
      const [line = '', ...rest] = said(ran).split('\n');
      expect(line).toMatch(says);
      for (const one of candidates) expect(rest.join('\n')).toContain(one);
    },
    60_000,
  );
});

describe('a diagnosis', () => {
  test('without a configuration looks at the default world, and prints five lines before the details', async () => {
    const ran = await run('diagnose', ['anna@contoso.example']);
    expect(ran.status).toBe(0);
    const [who, moved, verdict, why, next, empty] = ran.stdout.split('\n');
    expect(who).toMatch(/^anna@contoso\.example \(Anna Adler\): Exchange 2016, server ex16a/);
    expect(moved).toMatch(/^Moved .*, 3 h before\./);
    expect(verdict).toMatch(/^Confirmed: .*\(autodiscover-apppool-cache\)$/);
    expect(why).toMatch(/^Why: /);
    expect(next).toMatch(/^Next step: /);
    expect(empty).toBe('');
    expect(ran.stderr).toMatch(/^\d+\/\d+ /m);
  }, 60_000);

  test('--json holds only the result, whatever the case of the address; the world’s told facts stand in it', async () => {
    const ran = await run('diagnose', ['ANNA@Contoso.Example', '--json', '--lab', 'coexistence']);
    expect(ran.status).toBe(0);
    expect(ran.stdout.trim().split('\n')).toHaveLength(1);
    const diagnosis = judged(ran);
    expect(diagnosis).toMatchObject({ format: 'popup-desk-diagnosis/1', mailbox: 'anna@contoso.example' });
    expect(toldOf(diagnosis).map(([path]) => path)).toContain('scope.affected');
  }, 60_000);

  test('--without-told drops the world’s told facts and popup; --fact and --popup stay', async () => {
    const args = ['anna@contoso.example', '--json', '--lab', 'coexistence', '--without-told'];
    const bare = judged(await run('diagnose', args));
    expect(bare.popup).toBeNull();
    expect(toldOf(bare)).toEqual([]);
    const line = [
      ['--popup', 'credential'],
      ['--fact', 'scope.only=outlook:14, windows:6.1'],
      ['--fact', 'timeline.after=["own-move"]'],
      ['--fact', 'Client.Registry[MapiHttpDisabled]=1'],
      ['--fact', 'tried[]={"what":"new-profile","result":"nothing"}'],
      ['--fact', 'tried[]={"what":"wait","result":"cured"}'],
    ].flat();
    const told = judged(await run('diagnose', [...args, ...line]));
    expect(told.popup).toBe('credential');
    expect(toldOf(told)).toEqual([
      ['popup.kind', 'credential'],
      ['scope.only', ['outlook:14', 'windows:6.1']],
      ['timeline.after', ['own-move']],
      ['client.registry[MapiHttpDisabled]', 1],
      ['tried[]', { what: 'new-profile', result: 'nothing' }],
      ['tried[]', { what: 'wait', result: 'cured' }],
    ]);
  }, 90_000);

  test('a leaf of the command line replaces the world’s; another popup replaces the chain', async () => {
    const ran = await run('diagnose', [
      ...['anna@contoso.example', '--json', '--lab', 'coexistence'],
      ...['--popup', 'credential', '--fact', 'scope.affected=all'],
    ]);
    const told = toldOf(judged(ran));
    expect(told.filter(([path]) => path === 'scope.affected')).toEqual([['scope.affected', 'all']]);
    expect(told.filter(([path]) => String(path).startsWith('popup.'))).toEqual([
      ['popup.kind', 'credential'],
    ]);
  }, 60_000);

  test('--save keeps the case; replayed, it gives the same object', async () => {
    const saved = join(folder, 'saved.json');
    const ran = await onSite('hugo@contoso.example', '--json', '--save', saved);
    expect(ran.status).toBe(0);
    const { file: named, ...again } = JSON.parse((await run('replay', [saved, '--json'])).stdout);
    expect(named).toBe(saved);
    expect({ ...again, ms: 0 }).toEqual({ ...judged(ran), ms: 0 });
    expect(JSON.parse(readFileSync(saved, 'utf8')).case).toBe('popup-desk/1');
  }, 60_000);

  test('takes pasted text as facts; the saved case holds them, never the secrets', async () => {
    const text = file(
      'pasted.txt',
      'Authorization: Basic Q09SUFxhbm5hOldpbnRlcjIwMjYh\n2026-11-20 08:00:02 10.0.0.5 POST /mapi/emsmdb/ - 443 CORP\\hugo 10.20.5.31 Outlook - 401 1 1326 15\n',
    );
    const saved = join(folder, 'with-paste.json');
    const ran = await onSite('hugo@contoso.example', '--json', '--save', saved, '--paste', text);
    expect(ran.status).toBe(0);
    expect(judged(ran).facts).toContainEqual(
      expect.objectContaining({
        fact: 'log[]',
        from: 'pasted',
        source: expect.stringMatching(/pasted\.txt: .*, line 2$/),
      }),
    );
    expect(said(ran)).toMatch(/Cut before anything was read or kept: sign-in header in line 1/);
    expect(readFileSync(saved, 'utf8') + ran.stdout + ran.stderr).not.toMatch(/Q09SUF|Winter2026/);
  }, 60_000);

  test('is not begun when it could not be saved', async () => {
    for (const [target, why] of [
      [join(folder, 'no', 'folder.json'), 'ENOENT'],
      [folder, 'it is a folder'],
    ]) {
      const ran = await onSite('jonas@contoso.example', '--save', target ?? '');
      expect({ ...ran, stderr: ran.stderr.trim() }).toEqual({
        status: 2,
        stdout: '',
        stderr: `--save ${target}: cannot be written (${why})`,
      });
    }
  }, 60_000);
});

describe('what could be seen decides the end', () => {
  test('0 while something outside answers, though the directory does not', async () => {
    const ran = await run('diagnose', ['anna@contoso.example', '--lab', 'directory-down', '--json']);
    expect(ran.status).toBe(0);
    expect(judged(ran).blind.map(({ fact }) => fact)).toContain('mailbox');
  }, 60_000);

  test('3 when nothing does: errors are no sight; the verdict from what was told is printed', async () => {
    const down = { down: true };
    const dark = file('dark.json', {
      extends: 'coexistence',
      domainControllers: [{ name: 'dc1', ...down, faults: [{ on: 'dns', does: 'refuse' }] }],
      servers: ['ex16a', 'ex16b', 'ex10a'].map((name) => ({ name, ...down })),
    });
    const ran = await run('diagnose', ['anna@contoso.example', '--lab', dark, '--json']);
    expect(ran.status).toBe(3);
    const { facts, verdicts } = judged(ran);
    expect(facts.some(({ fact }) => fact.endsWith('.error'))).toBe(true);
    expect(verdicts[0]?.for.length).toBeGreaterThan(0);
  }, 60_000);
});

test('Ctrl-C ends it at once, and its lab with it', async () => {
  let pid = 0;
  const ran = await run('diagnose', ['anna@contoso.example'], {
    onError: (text, own) => {
      if (pid !== 0 || !/^\d+\/\d+ /m.test(text)) return;
      pid = own;
      process.kill(own, 'SIGINT');
    },
  });
  // `close` comes when the last process that holds its standard error has ended: lab and servers do not outlive it.
  expect({ status: ran.status, stdout: ran.stdout, said: said(ran) }).toEqual({
    status: 130,
    stdout: '',
    said: 'Interrupted; nothing is judged.',
  });
}, 60_000);
