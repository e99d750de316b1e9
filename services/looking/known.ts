import type { Fact, Source } from '../facts.ts';
import type { Known } from './look.ts';
import { mergeTopology, nowhere, type Topology } from './topology.ts';

const strength: Readonly<Record<Source, number>> = {
  probe: 5,
  worker: 4,
  log: 3,
  directory: 2,
  pasted: 1,
  told: 0,
};

/** What has been brought so far, and how to add to it. */
export interface Growing extends Known {
  add(facts: readonly Fact[], topology: Topology | undefined): void;
}

export function createKnown(mailbox: string, names: readonly string[] = []): Growing {
  const facts: Fact[] = [];
  const winners = new Map<string, Fact>();
  const groups = new Map<string, Set<string>>();
  let topology: Topology = { ...nowhere, names };
  return {
    mailbox,
    facts,
    get topology() {
      return topology;
    },
    get: (path) => winners.get(path.toLowerCase())?.value,
    keys: (group) => [...(groups.get(group.toLowerCase()) ?? [])],
    add: (brought, places) => {
      if (places !== undefined) topology = mergeTopology(topology, places);
      for (const fact of brought) {
        facts.push(fact);
        const path = fact.fact.toLowerCase();
        const held = winners.get(path);
        if (held === undefined || strength[fact.from] >= strength[held.from]) winners.set(path, fact);
        const keyed = /^([a-z]+)\[([^\]]+)\]/i.exec(path);
        if (keyed?.[1] === undefined || keyed[2] === undefined) continue;
        groups.set(keyed[1], (groups.get(keyed[1]) ?? new Set()).add(keyed[2]));
      }
    },
  };
}
