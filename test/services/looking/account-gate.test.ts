import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AccountUnusable,
  type Attempt,
  loginOf,
  mayBeGivenCredentials,
} from '../../../services/looking/account.ts';
import { readBreaker, resetBreaker } from '../../../services/looking/breaker.ts';
import { accepted, anyTime, bind, dataFolder, gateOf, good, ntlmAt, refused, scopeOf } from './gate.ts';

let folder: ReturnType<typeof dataFolder>;
let now = 0;
const clock = () => now;
const own = async () => good;
const proven = (scope = scopeOf(folder.path), state = own) => {
  const gate = gateOf(scope, clock, state);
  gate.proven(good);
  return gate;
};
beforeEach(() => {
  folder = dataFolder();
  now = Date.parse('2026-11-20T10:00:00Z');
});
afterEach(() => folder.remove());

describe('one refused bind', () => {
  test('stops everything, in this process and in others, and says when, where and what', async () => {
    const scope = scopeOf(folder.path);
    const gate = gateOf(scope, clock, own);
    let tries = 0;
    const attempt = async (): Promise<Attempt<string>> => {
      tries += 1;
      return refused;
    };
    await expect(gate.authenticate(bind, attempt)).rejects.toThrow(AccountUnusable);
    const another = gateOf(scope, clock, own);
    for (const target of [
      bind,
      { ...ntlmAt('ex16a.corp.local'), control: true as const },
      ntlmAt('ex16b.corp.local'),
    ]) {
      for (const one of [gate, another]) {
        await expect(one.authenticate(target, attempt)).rejects.toThrow(
          'the logon of CORP\\svc-popupdesk was refused at 2026-11-20T10:00:00.000Z by dc1.corp.local (LDAP bind): wrong name or password (data 52e)',
        );
      }
    }
    expect(tries).toBe(1);
    expect(await another.stopped()).toContain('--reset-logon');
  });

  test('ten at once in one process spend one logon', async () => {
    const scope = scopeOf(folder.path);
    let tries = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        gateOf(scope, clock, own).authenticate(bind, async () => {
          tries += 1;
          return refused;
        }),
      ),
    );
    expect(tries).toBe(1);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('ten processes at once spend one logon', async () => {
    const program = fileURLToPath(new URL('./refused-logon.ts', import.meta.url));
    const ends = Array.from(
      { length: 10 },
      () =>
        new Promise<string>((resolve, reject) => {
          const child = spawn(process.execPath, [program, folder.path], {
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          let out = '';
          let err = '';
          child.stdout.on('data', (chunk) => {
            out += String(chunk);
          });
          child.stderr.on('data', (chunk) => {
            err += String(chunk);
          });
          child.on('exit', (code) => (code === 0 ? resolve(out.trim()) : reject(new Error(err))));
        }),
    );
    const said = await Promise.all(ends);
    expect(said.filter((line) => line.startsWith('tried'))).toHaveLength(1);
    expect(said.every((line) => line.includes('was refused at'))).toBe(true);
  }, 30_000);

  test('ends with a changed secret, and with a reset', async () => {
    const scope = scopeOf(folder.path);
    await expect(gateOf(scope, clock, own).authenticate(bind, async () => refused)).rejects.toThrow(
      'refused',
    );
    expect(
      await gateOf(scopeOf(folder.path, 'new'), clock, own).authenticate(bind, async () => accepted),
    ).toEqual(accepted);
    expect(await readBreaker(scope)).toMatchObject({ where: bind.where });
    expect(await resetBreaker(scope)).toMatchObject({ where: bind.where });
    expect(await readBreaker(scope)).toBeUndefined();
    expect(await gateOf(scope, clock, own).authenticate(bind, async () => accepted)).toEqual(accepted);
  });

  test('in one world of the lab does not stop another', async () => {
    const scope = scopeOf(folder.path, 'right', { world: 'a.json' });
    await expect(gateOf(scope, clock, own).authenticate(bind, async () => refused)).rejects.toThrow(
      'refused',
    );
    expect(await readBreaker(scopeOf(folder.path, 'right', { world: 'b.json' }))).toBeUndefined();
    expect(await readBreaker(scope)).toBeDefined();
  });

  test('is written down without the secret', async () => {
    const scope = scopeOf(folder.path, 'Correct-Horse-7');
    await expect(gateOf(scope, clock, own).authenticate(bind, async () => refused)).rejects.toThrow(
      'refused',
    );
    const logon = join(folder.path, 'logon');
    const written = readdirSync(logon).map((name) => readFileSync(join(logon, name), 'latin1'));
    expect(written.join('\n')).toContain('svc-popupdesk');
    expect(written.join('\n')).not.toContain('Correct-Horse-7');
  });
});

describe('a breaker file that is not ours to read', () => {
  test('lets nobody log on', async () => {
    const scope = scopeOf(folder.path);
    await readBreaker(scope);
    writeFileSync(join(folder.path, 'logon', 'breaker.json'), '{ half');
    await expect(gateOf(scope, clock, own).authenticate(bind, async () => accepted)).rejects.toThrow(
      'nothing authenticates',
    );
  });
});

describe('without account, secret or permission', () => {
  test.each([
    ['no password', '', bind, 'has no password configured'],
    [
      'a host that is not listed',
      'right',
      { ...bind, host: 'evil.example' },
      'evil.example is not among organisation.credentialHosts',
    ],
    [
      'a host that only ends alike',
      'right',
      { ...bind, host: 'evilcorp.local' },
      'evilcorp.local is not among',
    ],
  ])('%s: not tried', async (_what, secret, target, says) => {
    let tries = 0;
    const attempt = async (): Promise<Attempt<string>> => {
      tries += 1;
      return accepted;
    };
    await expect(
      gateOf(scopeOf(folder.path, secret), clock, own).authenticate(target, attempt),
    ).rejects.toThrow(says);
    expect(tries).toBe(0);
  });
  test.each([
    ['mail.contoso.example', true],
    ['MAIL.contoso.example', true],
    ['a.b.corp.local', true],
    ['corp.local', false],
    ['mail.contoso.example.evil.example', false],
  ])('%s is given credentials: %s', (host, expected) => {
    expect(mayBeGivenCredentials(host, ['*.corp.local', 'mail.contoso.example'])).toBe(expected);
  });
});

describe('NTLM', () => {
  test('waits for the control', async () => {
    const gate = gateOf(scopeOf(folder.path), clock, own);
    await expect(gate.authenticate(ntlmAt('ex16a'), async () => accepted)).rejects.toThrow(
      'the control of our own account has not succeeded',
    );
  });
  test('a refused control trips', async () => {
    const scope = scopeOf(folder.path);
    const gate = gateOf(scope, clock, own);
    const control = { ...ntlmAt('ex16a'), control: true as const };
    await expect(gate.authenticate(control, async () => refused)).rejects.toThrow(AccountUnusable);
    expect(await readBreaker(scope)).toMatchObject({ where: control.where });
  });
  test('a refusal of the proven account is the server’s own answer; that endpoint is left alone, others go on', async () => {
    const scope = scopeOf(folder.path);
    const gate = proven(scope);
    expect(await gate.authenticate(ntlmAt('ex16b'), async () => refused)).toEqual(refused);
    await expect(gate.authenticate(ntlmAt('ex16b'), async () => accepted)).rejects.toThrow(
      'is not asked again yet',
    );
    expect(await gate.authenticate(ntlmAt('ex16a'), async () => accepted)).toEqual(accepted);
    expect(await readBreaker(scope)).toBeUndefined();
    now += 60_001;
    gate.proven(good);
    expect(await gate.authenticate(ntlmAt('ex16b'), async () => accepted)).toEqual(accepted);
  });
  test.each([
    [
      'locked',
      async () => ({ good: false, state: 'locked' }),
      'the directory then called the account locked',
    ],
    ['counted', async () => ({ ...good, badPasswordCount: 1 }), 'counted it as a wrong password'],
    [
      'unreadable',
      async () => {
        throw new Error('dc1 is gone');
      },
      'could not be read afterwards (dc1 is gone)',
    ],
  ])('a refusal after which the account is %s trips', async (_what, state, says) => {
    const scope = scopeOf(folder.path);
    const gate = proven(scope, state);
    await expect(gate.authenticate(ntlmAt('ex16b'), async () => refused)).rejects.toThrow(says);
    await expect(gate.authenticate(ntlmAt('ex16a'), async () => accepted)).rejects.toThrow(says);
    expect(await readBreaker(scope)).toBeDefined();
  });
  test('a proof does not last for ever', async () => {
    const gate = proven();
    now += 60_001;
    await expect(gate.authenticate(ntlmAt('ex16a'), async () => accepted)).rejects.toThrow(
      'has not succeeded',
    );
  });
  test('200 at once on a server that refuses: it is asked once', async () => {
    const gate = proven();
    let tries = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        gate.authenticate(ntlmAt('ex16b'), async () => {
          tries += 1;
          return refused;
        }),
      ),
    );
    expect(tries).toBe(1);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
  test('at most two servers at a time while none has accepted; all at once afterwards', async () => {
    const gate = proven();
    const nodes = ['a', 'b', 'c', 'd', 'e'];
    /** How many of these logons are under way together, each held until no further one begins. */
    const together = async (targets: readonly string[], expected: number): Promise<number> => {
      let most = 0;
      const held: (() => void)[] = [];
      const release = () => {
        for (const end of held.splice(0)) end();
      };
      const attempts = targets.map((node) =>
        gate.authenticate(ntlmAt(node), () => {
          const done = Promise.withResolvers<Attempt<string>>();
          held.push(() => done.resolve(accepted));
          most = Math.max(most, held.length);
          if (held.length === expected) setImmediate(release);
          return done.promise;
        }),
      );
      const flush = setInterval(release, 50);
      await Promise.all(attempts);
      clearInterval(flush);
      return most;
    };
    expect(await together(nodes, 2)).toBe(2);
    expect(await together([...nodes, ...nodes], 10)).toBe(10);
  });
  test('whoever gave up while waiting does not log on later', async () => {
    const gate = proven();
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<Attempt<string>>();
    const slow = gate.authenticate(ntlmAt('ex16a'), () => {
      begun.resolve();
      return end.promise;
    });
    const giver = new AbortController();
    let tries = 0;
    const waiting = gate.authenticate({ ...ntlmAt('ex16a'), signal: giver.signal }, async () => {
      tries += 1;
      return accepted;
    });
    giver.abort(new Error('too late'));
    await begun.promise;
    end.resolve({ outcome: 'undecided', value: '' });
    await slow;
    await expect(waiting).rejects.toThrow('too late');
    expect(tries).toBe(0);
  });
});

test.each([
  ['CORP\\svc', 'CORP', 'svc'],
  ['svc@corp.local', '', 'svc@corp.local'],
])('%s is split for NTLM', (account, domain, user) => {
  expect(loginOf(account, 'p')).toEqual({ account, domain, user, password: 'p' });
  expect(anyTime.aborted).toBe(false);
});
