import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { clientLevel, knownServers, lowServers } from '../readings/ntlm-level.ts';
import { explainedBits } from '../registry-file.ts';

const places = (seen: Seen): readonly (readonly [place: string, level: number])[] => {
  const client = clientLevel(seen);
  return [
    ...(client === undefined || client >= 3 ? [] : [['this PC', client] as const]),
    ...lowServers(seen).map(
      (server) => [server, seen.number(`servers[${server}].lmCompatibilityLevel`) ?? 0] as const,
    ),
  ];
};

export default finding({
  id: 'lm-level-low',
  when: (seen) =>
    clientLevel(seen) === undefined && knownServers(seen).length === 0 ? undefined : places(seen).length > 0,
  says: (seen) =>
    places(seen)
      .map(
        ([place, level]) =>
          `LmCompatibilityLevel of ${place} is ${level}: it ${explainedBits('LmCompatibilityLevel', level)[0]?.slice(2) ?? 'speaks NTLMv1'}; 3 or more speaks NTLMv2 only.`,
      )
      .join(' '),
});
