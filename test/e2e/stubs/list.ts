/** What is replaced in turn: the module taken away, and what its stub pretends. */
export const stubs = {
  look: {
    replaces: 'services/looking/looker.ts',
    pretends: 'facts as the lab would give them, without asking anybody',
  },
  queue: {
    replaces: 'services/store/queue.ts',
    pretends: 'that the approved job was done, without handing it to a worker',
  },
  worker: {
    replaces: 'services/worker/actions/recycle-app-pool.ts',
    pretends: 'that both front ends were recycled, with new process ids',
  },
  check: {
    replaces: 'services/worker/recycling.ts',
    pretends: 'that a recycled front end answers 200, without asking it',
  },
  verification: {
    replaces: 'services/worker/sighting.ts',
    pretends: 'a second look in which all is well, without looking',
  },
} as const;
export type StubName = keyof typeof stubs;
