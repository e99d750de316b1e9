import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { AccessLog } from './access-log.ts';
import type { FromServer, Questions, ServerSpecification, ToServer } from './control.ts';
import type { Pool } from './world.ts';

export type Answers = {
  readonly [Q in keyof Questions]: (asks: Questions[Q]['asks']) => Questions[Q]['answers'];
};
export interface RunningPool extends Pool {
  readonly pid: number;
}
export interface RunningServer {
  readonly name: string;
  ports(): Readonly<Record<string, number>>;
  pools(): readonly RunningPool[];
  /** Ends the process that runs the pool and starts a cold one; undefined when there is no such pool. */
  recycle(pool: string): Promise<{ before: RunningPool; after: RunningPool } | undefined>;
  end(): Promise<void>;
}

const program = join(import.meta.dirname, 'exchange', 'process.ts');

/** Starts the process of one server, lets it listen once `surroundings` (its certificate) are there, and gives it when it does. */
export async function startServer(
  specification: Omit<ServerSpecification, 'coldPools'>,
  answers: Answers,
  log: AccessLog,
  surroundings: Promise<unknown>,
): Promise<RunningServer> {
  const { server } = specification;
  const cold = new Set<string>();
  const spawn = () =>
    startIncarnation(
      { ...specification, pools: pools.map(({ pid: _, ...pool }) => pool), coldPools: [...cold] },
      answers,
    );
  let pools: readonly RunningPool[] = specification.pools.map((pool) => ({ ...pool, pid: 0 }));
  let current = await spawn();
  await surroundings;
  let ports = await current.listen({});
  pools = pools.map((pool) => ({ ...pool, pid: pool.state === 'started' ? current.pid : 0 }));
  const note = (pool: string, why: string) =>
    log({
      kind: 'process',
      listener: '',
      connection: '',
      began: performance.now(),
      detail: { of: server, pool, pid: current.pid, why },
    });
  note('', 'start');
  let turn: Promise<unknown> = Promise.resolve();

  const recycle = async (name: string) => {
    const same = (pool: Pool) => pool.name.toLowerCase() === name.toLowerCase();
    const before = pools.find(same);
    if (!before) return undefined;
    cold.add(before.name);
    const startedAt = new Date().toISOString();
    pools = pools.map((pool) =>
      same(pool) ? { ...pool, state: 'started', startedAt, sessions: 0, users: 0 } : pool,
    );
    const next = await spawn();
    await current.end();
    ports = await next.listen(ports);
    current = next;
    const after = {
      ...before,
      state: 'started' as const,
      startedAt,
      sessions: 0,
      users: 0,
      pid: current.pid,
    };
    pools = pools.map((pool) => (same(pool) ? after : pool));
    note(before.name, 'recycle');
    return { before, after };
  };
  return {
    name: server,
    ports: () => ports,
    pools: () => pools,
    recycle: (name) => {
      const result = turn.then(() => recycle(name));
      turn = result.catch(() => undefined); // the caller has the error; the next recycle goes ahead
      return result;
    },
    end: async () => {
      await turn;
      await current.end();
    },
  };
}

interface Incarnation {
  readonly pid: number;
  listen(ports: Readonly<Record<string, number>>): Promise<Readonly<Record<string, number>>>;
  end(): Promise<void>;
}

async function startIncarnation(specification: ServerSpecification, answers: Answers): Promise<Incarnation> {
  const child = fork(program, [JSON.stringify(specification)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const send = (message: ToServer) => {
    if (child.connected) child.send(message);
  };
  child.on('message', (message: FromServer) => {
    if (message.kind !== 'ask') return;
    try {
      // A server asks with the types of Questions; both sides are built from it.
      const answer = answers[message.question] as (asks: unknown) => unknown;
      send({ kind: 'answer', id: message.id, value: answer(message.asks) });
    } catch (error) {
      send({ kind: 'answer', id: message.id, why: String(error) });
    }
  });
  await heard(child, 'loaded', specification.server);
  return {
    pid: child.pid ?? 0,
    listen: async (ports) => {
      const listening = heard(child, 'listening', specification.server);
      send({ kind: 'listen', ports });
      return (await listening).ports;
    },
    end: () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        else {
          child.once('exit', () => resolve());
          child.kill('SIGKILL');
        }
      }),
  };
}

function heard<K extends FromServer['kind']>(
  child: ChildProcess,
  kind: K,
  server: string,
): Promise<Extract<FromServer, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: FromServer) => {
      if (message.kind === kind) {
        leave();
        resolve(message as Extract<FromServer, { kind: K }>); // its kind is the one asked for
      } else if (message.kind === 'failed') {
        leave();
        reject(new Error(`${server} did not start: ${message.why}`));
      }
    };
    const onExit = (code: number | null) => {
      leave();
      reject(new Error(`${server} ended while starting (exit ${code})`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
