import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Brought, type Look, probe, type Subject } from '../../../services/looking/look.ts';
import { createLooker, type Looker, loadLooks } from '../../../services/looking/looker.ts';
import { meets, orderLooks } from '../../../services/looking/order.ts';
import { laid } from '../protocols/standing.ts';
import { dataFolder } from './gate.ts';
import { factOf, whyBlind } from './lab.ts';

let folder: ReturnType<typeof dataFolder>;
const open: Looker[] = [];
let now = Date.parse('2026-11-20T10:00:00Z');
beforeEach(() => {
  folder = dataFolder();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((looker) => looker.close()));
  folder.remove();
});

const looking = async (looks: readonly Look[], lookSeconds = 5): Promise<Looker> => {
  const looker = await createLooker({
    configuration: laid({}, { data: folder.path, lookSeconds }),
    secrets: {},
    vantage: 'test',
    clock: () => now,
    looks,
  });
  open.push(looker);
  return looker;
};
interface Made {
  readonly needs?: readonly string[];
  readonly brings?: readonly string[];
  readonly shared?: boolean;
  readonly deadlineMs?: number;
  readonly subjects?: readonly Subject[];
  readonly run: Look['run'];
}
const look = (id: string, made: Made): Look => {
  const brings = made.brings ?? [`org.${id}`];
  return probe({
    id,
    title: `Looking at ${id}`,
    needs: made.needs ?? [],
    brings,
    deadlineMs: made.deadlineMs ?? 2_000,
    subjects: () => made.subjects ?? [{ key: id, shared: made.shared ?? false, brings }],
    run: made.run,
  });
};
const says = (fact: string, value: string): Brought => ({
  facts: [{ fact, value, from: 'probe', source: 'test' }],
});
const never = () => new Promise<never>(() => undefined);

describe('what waits for what', () => {
  test.each([
    ['servers', 'servers', true],
    ['servers', 'servers[ex16a].exchange', true],
    ['servers[ex16a].exchange', 'servers', true],
    ['mailbox.primarySmtp', 'mailbox', true],
    ['mailbox.primarySmtp', 'mailbox.movedAt', false],
    ['scp', 'servers', false],
  ])('%s is met by %s: %s', (need, brought, expected) => {
    expect(meets(need, brought)).toBe(expected);
  });
  test('a circle is refused at start', async () => {
    const run = async () => ({ facts: [] });
    const circle = [
      look('one', { needs: ['b'], brings: ['a'], run }),
      look('two', { needs: ['a'], brings: ['b'], run }),
    ];
    await expect(looking(circle)).rejects.toThrow('these looks wait for one another: one, two');
  });
  test('the folder’s own looks have none, and each stands under its name', async () => {
    const looks = await loadLooks();
    expect(looks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['dns', 'tls', 'autodiscover', 'mapi', 'control']),
    );
    expect(() => orderLooks(looks)).not.toThrow();
  });
});

describe('a look', () => {
  test('starts when what it needs has finished, also when that failed, and knows what was brought', async () => {
    const looker = await looking([
      look('second', {
        needs: ['servers'],
        run: async (_subject, known) => says('org.second', `after ${known.get('servers[ex16a].build')}`),
      }),
      look('first', { brings: ['servers'], run: async () => says('servers[ex16a].build', '15.1') }),
      look('broken', {
        brings: ['servers[ex16b]'],
        run: async () => {
          throw new Error('ex16b is gone');
        },
      }),
    ]);
    const looked = await looker.look('anna@contoso.example');
    expect(factOf(looked, 'org.second')).toBe('after 15.1');
    expect(whyBlind(looked, 'servers[ex16b]')).toBe('ex16b is gone');
    expect(
      looked.facts.every(({ vantage, at }) => vantage === 'test' && at === new Date(now).toISOString()),
    ).toBe(true);
  });
  test('that finds nothing to look at because what names it was unseen is unseen for that reason', async () => {
    const looked = await (
      await looking([
        look('first', {
          brings: ['servers'],
          run: async () => {
            throw new Error('no directory');
          },
        }),
        look('second', { needs: ['servers'], brings: ['mapi'], subjects: [], run: never }),
      ])
    ).look('anna@contoso.example');
    expect(whyBlind(looked, 'mapi')).toBe('no directory');
  });
  test('that does not answer is unseen after its own deadline; the others stand', async () => {
    const begun = performance.now();
    const looked = await (
      await looking([
        look('stalls', { deadlineMs: 100, run: never }),
        look('answers', { run: async () => says('org.answers', 'yes') }),
      ])
    ).look('anna@contoso.example');
    expect(whyBlind(looked, 'org.stalls')).toBe('stalls (Looking at stalls) did not answer within 0.1 s');
    expect(factOf(looked, 'org.answers')).toBe('yes');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
  test('over all hangs one deadline; what had not started says so too', async () => {
    const begun = performance.now();
    const looked = await (
      await looking(
        [
          look('stalls', { deadlineMs: 60_000, brings: ['servers'], run: never }),
          look('waits', { needs: ['servers'], run: never }),
          look('answers', { run: async () => says('org.answers', 'yes') }),
        ],
        1,
      )
    ).look('anna@contoso.example');
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(whyBlind(looked, 'servers')).toBe(
      'stalls (Looking at stalls) had not answered when the 1 s of the whole look were over',
    );
    expect(whyBlind(looked, 'org.waits')).toContain('1 s of the whole look');
    expect(factOf(looked, 'org.answers')).toBe('yes');
  });
  test('is cancelled at once by its asker', async () => {
    const giver = new AbortController();
    const looked = (await looking([look('stalls', { run: never })])).look('anna@contoso.example', {
      signal: giver.signal,
    });
    giver.abort(new Error('nobody waits any more'));
    await expect(looked).rejects.toThrow('nobody waits any more');
  });
  test('counts its runs as they finish', async () => {
    const seen: string[] = [];
    const subjects = ['a', 'b', 'c'].map((key) => ({ key, shared: false, brings: [key] }));
    await (
      await looking([
        look('one', { run: async () => says('org.one', 'yes') }),
        look('many', { subjects, needs: ['org.one'], run: async () => ({ facts: [] }) }),
      ])
    ).look('anna@contoso.example', {
      onProgress: ({ done, total, latest }) => seen.push(`${done}/${total} ${latest}`),
    });
    expect(seen).toEqual([
      '1/2 Looking at one',
      '2/4 Looking at many',
      '3/4 Looking at many',
      '4/4 Looking at many',
    ]);
  });
  test('that refuses the input ends everything', async () => {
    const refusal = {
      kind: 'unknown',
      says: 'nobody knows it',
      candidates: ['anna@contoso.example'],
    } as const;
    const looked = await (
      await looking([
        look('stalls', { run: never }),
        look('refuses', { run: async () => ({ facts: [], refusal }) }),
      ])
    ).look('ana@contoso.example');
    expect(looked).toEqual({ mailbox: 'ana@contoso.example', facts: [], blind: [], refusal });
  });
});

describe('what is no address', () => {
  test.each([
    '',
    '   ',
    'anna',
    'anna@',
    '@contoso.example',
    'a b@contoso.example',
    'anna@contoso.example,bert@contoso.example',
    `${'x'.repeat(300)}@contoso.example`,
    '<anna@contoso.example>',
  ])('%j is refused without a look', async (text) => {
    let ran = false;
    const looker = await looking([
      look('runs', {
        run: async () => {
          ran = true;
          return { facts: [] };
        },
      }),
    ]);
    const { refusal } = await looker.look(text);
    expect(refusal?.kind).toBe('not-an-address');
    expect(refusal?.says).toMatch(/is not an e-mail address/);
    expect(ran).toBe(false);
  });
});

describe('shared looks', () => {
  const counted = () => {
    let runs = 0;
    const shared = look('shared', {
      shared: true,
      run: async () => {
        runs += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return says('org.shared', `run ${runs}`);
      },
    });
    return { shared, runs: () => runs };
  };
  test('200 people at once: one run, for as long as it lives, with its own age', async () => {
    const { shared, runs } = counted();
    const looker = await looking([shared]);
    const at = new Date(now).toISOString();
    await Promise.all(Array.from({ length: 200 }, (_, index) => looker.look(`user${index}@contoso.example`)));
    expect(runs()).toBe(1);
    now += 29_000;
    expect((await looker.look('late@contoso.example')).facts[0]?.at).toBe(at);
    expect(runs()).toBe(1);
    now += 2_000;
    await looker.look('later@contoso.example');
    expect(runs()).toBe(2);
  });
  test('a second look after a change takes nothing from before', async () => {
    const { shared, runs } = counted();
    const looker = await looking([shared]);
    await looker.look('anna@contoso.example');
    now += 1;
    const looked = await looker.look('anna@contoso.example', { fresh: true });
    expect(runs()).toBe(2);
    expect(factOf(looked, 'org.shared')).toBe('run 2');
  });
  test('a failure is shared too, and ends no process', async () => {
    let runs = 0;
    const looker = await looking([
      look('fails', {
        shared: true,
        run: async () => {
          runs += 1;
          throw new Error('down');
        },
      }),
    ]);
    const looked = await Promise.all(['a@x.example', 'b@x.example'].map((address) => looker.look(address)));
    expect(looked.map((one) => whyBlind(one, 'org.fails'))).toEqual(['down', 'down']);
    expect(runs).toBe(1);
  });
  test('whoever began it may give up: the others still hear of it', async () => {
    const end = Promise.withResolvers<Brought>();
    const begun = Promise.withResolvers<void>();
    const looker = await looking([
      look('slow', {
        shared: true,
        run: () => {
          begun.resolve();
          return end.promise;
        },
      }),
    ]);
    const giver = new AbortController();
    const first = looker.look('a@x.example', { signal: giver.signal });
    await begun.promise;
    const second = looker.look('b@x.example');
    giver.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    end.resolve(says('org.slow', 'here'));
    expect(factOf(await second, 'org.slow')).toBe('here');
  });
});

describe('a look that authenticates', () => {
  const subjects = [
    { key: 'open', shared: false, brings: ['mapi[x].anonymousStatus'] },
    { key: 'closed', shared: false, brings: ['mapi[x].ntlmStatus'], authenticates: true },
  ];
  const mapi = look('mapi', {
    brings: ['mapi'],
    subjects,
    run: async ({ key }) => says(`mapi[x].${key}`, 'seen'),
  });
  const control = (usable: boolean): Look =>
    look('control', {
      brings: ['control.probeAccountUsable', 'control.probeAccountState'],
      run: async () => ({
        facts: [
          { fact: 'control.probeAccountUsable', value: usable, from: 'probe', source: 'test' },
          {
            fact: 'control.probeAccountState',
            value: usable ? 'good' : 'locked',
            from: 'probe',
            source: 'test',
          },
        ],
      }),
    });
  test('runs when the control succeeded', async () => {
    const looked = await (await looking([mapi, control(true)])).look('a@x.example');
    expect(looked.facts.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['mapi[x].open', 'mapi[x].closed']),
    );
  });
  test('does not when it failed: the rest is still brought', async () => {
    const looked = await (await looking([mapi, control(false)])).look('a@x.example');
    expect(looked.facts.map(({ fact }) => fact)).toContain('mapi[x].open');
    expect(looked.facts.map(({ fact }) => fact)).not.toContain('mapi[x].closed');
    expect(whyBlind(looked, 'mapi[x].ntlmStatus')).toBe('no service account is configured');
  });
});
