import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';

const answers = /^(mapi|autodiscover|ews|oab|outlookanywhere)\[[^\]]*\]\.frontend$/i;

/** How many front ends answered anything at all: through one name only, a balancer may show one of many for ever. */
export default probe<Subject>({
  id: 'nodes-seen',
  title: 'How many front ends were seen',
  needs: ['mapi', 'autodiscover', 'ews', 'oab', 'outlookAnywhere'],
  brings: ['control.nodesSeen'],
  deadlineMs: 1_000,
  subjects: () => [{ key: 'front ends', shared: false, brings: ['control.nodesSeen'] }],
  run: async (_subject, known) => {
    const names = new Set(
      known.facts.flatMap(({ fact, value }) => (answers.test(fact) ? [String(value).toLowerCase()] : [])),
    );
    return {
      facts: [
        {
          fact: 'control.nodesSeen',
          value: names.size,
          from: 'probe',
          source: `X-FEServer of every answer: ${[...names].toSorted().join(', ') || 'none'}`,
        },
      ],
    };
  },
});
