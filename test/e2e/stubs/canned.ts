import { readFileSync } from 'node:fs';
import type { CaseFile } from '../../../services/case-file.ts';
import type { Fact } from '../../../services/facts.ts';
import type { Looked } from '../../../services/looking/looker.ts';

/**
 * What a look at Anna gives, from a case saved a moment ago, with its times moved to now: as it is before the recycles, or
 * as it is after them.
 */
export function canned(recycled: boolean): Looked {
  const text = readFileSync(process.env.POPUP_DESK_STUB_CASE ?? '', 'utf8');
  // Saved by `diagnose --save` for this run.
  const saved = JSON.parse(text) as CaseFile;
  const late = Date.now() - Date.parse(saved.at);
  const { mailbox, facts, blind } = JSON.parse(
    text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (moment) =>
      new Date(Date.parse(moment) + late).toISOString(),
    ),
  ) as CaseFile;
  const looked = facts.filter(({ from }) => from !== 'told');
  return { mailbox, facts: recycled ? looked.flatMap(mended) : looked, blind: blind ?? [] };
}

function mended(fact: Fact): readonly Fact[] {
  const path = fact.fact.toLowerCase();
  if (path.startsWith('autodiscover[') && path.includes('@ex16b]')) {
    return path.endsWith('.status') ? [{ ...fact, value: 200 }] : [];
  }
  if (/^pools\[ex16[ab]\/msexchangeautodiscoverapppool\]\.startedat$/.test(path)) {
    return [{ ...fact, value: new Date(Date.now() - 1_000).toISOString() }];
  }
  return [fact];
}
