import type { CaseFile } from '../../../services/case-file.ts';
import { type Cause, cause, type Sign } from '../../../services/cause.ts';
import type { Fact, FactValue, Source } from '../../../services/facts.ts';

export const at = '2026-11-20T10:00:00Z';

/** A fact of a test; `when` is its time of day on the case's day. */
export const fact = (path: string, value: FactValue, from: Source = 'directory', when = '10:00'): Fact => ({
  fact: path,
  value,
  from,
  source: '',
  at: `2026-11-20T${when}:00Z`,
  vantage: '',
});

export const caseOf = (
  facts: readonly Fact[],
  blind: CaseFile['blind'] = [],
  mailbox = 'anna@contoso.example',
): CaseFile => ({ case: 'popup-desk/1', mailbox, at, facts, blind });

/** A cause of a test: occasional, on the server's side, for a password box. */
export const causeOf = (signs: readonly Sign[], more: Partial<Cause> = {}): Cause =>
  cause({
    id: 'of-a-test',
    popups: ['credential'],
    usual: 'occasional',
    side: 'server-authentication',
    says: 'It is a test.',
    toUser: { says: 'It is a test.', todo: 'Nothing to do.' },
    signs,
    remedies: [],
    meanwhile: [],
    sources: [],
    ...more,
  });
