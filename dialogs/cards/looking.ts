import type { CaseView } from '../../services/desk/types.ts';
import { bold, type Element, line, moment, quiet } from './elements.ts';

/** Who it is about, when it was asked, and the number people quote. */
export const header = (view: CaseView): readonly Element[] => [
  line(bold(view.number), '  ·  ', view.mailbox),
  view.diagnosis === undefined
    ? moment('Asked ', view.askedAt)
    : moment('Looked ', view.diagnosis.at, ` · took ${(view.diagnosis.ms / 1000).toFixed(1)} s`),
];

/** How far the look has come: counted in words, drawn second. */
export function progress(view: CaseView): readonly Element[] {
  const { done, total, latest } = view.progress;
  const counted = total === 0 ? 'Waiting for a worker to begin' : `${done} of ${total} looks done`;
  return [
    line(bold(`Looking… ${counted}`)),
    ...(total > 0 ? [line(quiet(bar(done, total)))] : []),
    ...(latest === '' ? [] : [line(quiet(`Last: ${latest}`))]),
  ];
}

function bar(done: number, total: number): string {
  const width = 20;
  const full = Math.min(width, Math.round((done / total) * width));
  return '■'.repeat(full) + '□'.repeat(width - full);
}
