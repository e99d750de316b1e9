import type { Catalogue as Words } from '../dialogs/catalogue.ts';
import type { Catalogue } from '../services/catalogue.ts';
import { indexed } from '../services/diagnosis/indexed.ts';
import { createRecorder } from '../services/diagnosis/recorder.ts';
import { questionsOf } from './questions-of.ts';

/** The catalogue as cards look it up. */
export const wordsOf = ({ causes, remedies, questions }: Catalogue): Words => ({
  causes: new Map(causes.map((cause) => [cause.id, cause])),
  remedies: new Map(remedies.map((remedy) => [remedy.id, remedy])),
  questions: questionsOf({ causes, questions }),
  seenIn: ({ mailbox, at, facts, blind }) =>
    createRecorder(indexed({ case: 'popup-desk/1', mailbox, at, facts, blind })).seen,
});
