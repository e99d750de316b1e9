import type { PlanRow } from './views.ts';

/** What to do after a plan that did not end well; undefined for one that goes on or did. */
export function nextStepOf({
  state,
  outcome,
  steps,
  sheet,
}: Pick<PlanRow, 'state' | 'outcome' | 'steps' | 'sheet'>): string | undefined {
  const named = (wanted: (one: string) => boolean) =>
    steps
      .filter((step) => wanted(step.state))
      .map(({ target }) => target)
      .join(', ');
  const done = named((one) => one === 'succeeded');
  const left = named((one) => one !== 'succeeded');
  switch (state) {
    case 'failed':
      return done === ''
        ? `Mend what the step on ${left} says, then look again and request it again; or run the command there yourself.`
        : `It is done on ${done}, not on ${left}: look again to see what is left, then request it again, or run the command on ${left} yourself.`;
    case 'uncertain':
      return `Look at ${named((one) => one === 'uncertain') || left} yourself before anything else: whether it was done is not known. Then look again.`;
    case 'cancelled':
    case 'expired':
      return 'Nothing was run. Look again; if the new diagnosis still offers it, request it again.';
    case 'rejected':
      return `Nothing was run. Instead: ${sheet.alternative}`;
    case 'succeeded':
      return outcome === 'not-fixed' || outcome === 'worse'
        ? 'Look again: the new diagnosis says what is left and what else would show it.'
        : undefined;
    case 'requested':
    case 'approved':
    case 'queued':
    case 'running':
    case 'withdrawn':
      return undefined;
  }
}
