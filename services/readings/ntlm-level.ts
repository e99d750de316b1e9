import { reading, type Seen } from '../cause.ts';
import { numberOf, textOf } from './lines.ts';
import type { Wanted } from './signed-lines.ts';

const number = (value: unknown): number | undefined => {
  const text = String(value ?? '').trim();
  if (text === '') return undefined;
  const read = Number(text);
  return Number.isInteger(read) ? read : undefined;
};
/** The client's LmCompatibilityLevel, as told, pasted or set by policy. */
export const clientLevel = reading((seen: Seen): number | undefined =>
  number(
    seen.get('client.lmCompatibilityLevel') ??
      seen.get('client.policy[LmCompatibilityLevel]') ??
      seen.get('client.registry[LmCompatibilityLevel]'),
  ),
);
/** Servers whose LmCompatibilityLevel is below 3: as clients of one another they would speak NTLMv1. */
export const lowServers = reading((seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => (seen.number(`servers[${server}].lmCompatibilityLevel`) ?? 3) < 3),
);
/** Servers whose level was seen. */
export const knownServers = (seen: Seen): readonly string[] =>
  seen
    .keys('servers')
    .filter((server) => seen.number(`servers[${server}].lmCompatibilityLevel`) !== undefined);

/** A logon, let in or refused, for which NTLMv1 was spoken (events 4624, 4625: package name "NTLM V1"). */
export const version1Logon: Wanted = {
  signatures: [],
  logs: ['security'],
  whateverSignature: true,
  alike: (line) =>
    /NTLM\s?V1\b/i.test(textOf(line, 'text') ?? '') &&
    [4624, 4625, undefined].includes(numberOf(line, 'eventId')),
};
