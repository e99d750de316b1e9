import { questionFor } from '../asking-people.ts';
import type { Fact, Source } from '../facts.ts';
import { timeOf } from '../time.ts';
import { person } from '../vocabulary/person.ts';
import { equivalent } from './equivalents.ts';
import type { SetFact } from './examples.ts';
import type { CaseIndex } from './indexed.ts';
import { pathParts } from './path-parts.ts';

/** The groups, or of a group the leaves, that our looks bring; the rest of what servers know only the mail team can tell. */
export const broughtByLooks: ReadonlySet<string> = new Set([
  'account',
  'autodiscover',
  'client.cachedMode',
  'client.outlookBuild',
  'client.protocol',
  'client.windows',
  'components',
  'control.knownGoodTarget',
  'control.negotiateTried',
  'control.nodesSeen',
  'control.probeAccountState',
  'control.probeAccountUsable',
  'databases',
  'dns',
  'ews',
  'hotfixes',
  'iis',
  'kerberos',
  'log',
  'mailbox',
  'mapi',
  'oab.anonymousStatus',
  'oab.backEnd',
  'oab.error',
  'oab.failureContext',
  'oab.failurePoint',
  'oab.frontEnd',
  'oab.health',
  'oab.manifestAt',
  'oab.ntlmStatus',
  'oab.sameConnection',
  'oab.schemes',
  'org.acceptedDomains',
  'org.clientAccessServers',
  'org.hybrid',
  'org.mapiHttp',
  'org.upnSuffixes',
  'org.versions',
  'outlookAnywhere',
  'path.ipv6Answers',
  'path.ipv6Works',
  'pools',
  'ports',
  'providers',
  'publicFolders.clientControl',
  'publicFolders.pointer',
  'publicFolders.pointerWorks',
  'publicFolders.remoteMailboxes',
  'publicFolders.where',
  'scp',
  'searched',
  'secondary',
  'servers',
  'spn',
  'tls',
  'vdirs',
]);

/**
 * How a fact stands that somebody might find out: `open` to a look or a question; `known` with this value; `answered`
 * otherwise, or by a look that found no such thing; `hopeless` for a reason that looking again does not mend.
 */
export type Standing = 'open' | 'known' | 'answered' | 'hopeless';

const byLooking = (from: Source): boolean => from !== 'told' && from !== 'pasted';
const inside = (from: Source): boolean => from === 'worker' || from === 'log';
/** Reasons of a blind entry that stay as they are until somebody changes the world or our configuration. */
const lasting =
  /configured|not tried|offers|by design|no worker|may (?:not )?read|not (?:allowed|permitted)|not show|nothing authenticates|answered (?:with )?\d|is no MAPI|no Kerberos/i;

const alike = (fact: Fact, { value }: SetFact): boolean =>
  // Wherever our account is known to work will do.
  (fact.fact === 'control.knownGoodTarget' && fact.value !== '') ||
  fact.value === value ||
  JSON.stringify(fact.value) === JSON.stringify(value) ||
  // An example's moment is any moment: what counts is that one is known.
  (timeOf(fact.value) !== undefined && timeOf(value) !== undefined);

/** How one fact of what could be put into a case stands in it. */
export function standing(set: SetFact, all: readonly SetFact[], index: CaseIndex): Standing {
  const parts = pathParts(set.fact);
  const { id, group, kind } = parts;
  const looked = byLooking(set.from);
  if (group === 'log' && kind === 'element') return standingOfLog(all, index);
  // Elements, or the word that there are none.
  if (kind === 'element') return index.inGroup(group).length === 0 ? 'open' : 'answered';
  const own = index.fact(id);
  if (own !== undefined) return alike(own, set) ? 'known' : 'answered';
  const implied = equivalent(index, id);
  if (implied !== undefined) return implied.value === set.value ? 'known' : 'answered';
  if (!looked) return wasAsked(set, index) ? 'answered' : 'open';
  const why = index.blind(id)?.why;
  if (why !== undefined) return lasting.test(why) ? 'hopeless' : 'open';
  return wasLookedAt(set, index) ? 'answered' : 'open';
}

/** Whether the question that would bring it was answered already, with another leaf. */
const wasAsked = ({ fact, value }: SetFact, index: CaseIndex): boolean =>
  (questionFor(fact, value)?.facts ?? []).some((other) => {
    const parts = pathParts(other);
    return parts.kind === 'leaf' && index.fact(parts.id) !== undefined;
  });

/** A log was looked at when it was searched: then the line is not there. */
function standingOfLog(all: readonly SetFact[], index: CaseIndex): Standing {
  const searches = all.filter(({ fact }) => fact.startsWith('searched['));
  const places = new Set(searches.map(({ fact }) => pathParts(fact).key));
  if (places.size === 0) return index.keys('searched').length === 0 ? 'open' : 'answered';
  const each = searches.map((one) => standing(one, all, index));
  return each.includes('hopeless') ? 'hopeless' : each.includes('open') ? 'open' : 'answered';
}

/** Whether a look of this case brought what lies beside a fact: had there been one, it would have brought it too. */
function wasLookedAt({ fact, from }: SetFact, index: CaseIndex): boolean {
  const { group, key } = pathParts(fact);
  const beside = index.inGroup(group).filter((one) => byLooking(one.from));
  if (group === 'searched') return beside.length > 0;
  const alike = beside.filter((one) => inside(one.from) === inside(from));
  if (key === undefined) return alike.length > 0;
  if (alike.some((one) => pathParts(one.fact).key === key)) return true;
  return !index.keys(group).includes(key) && index.enumeratedBy(group) !== undefined;
}

/** Whether only those who run the servers can tell: neither the user's own screen nor a look of ours. */
export function isOfMailTeam({ fact }: SetFact): boolean {
  const { group, leaf } = pathParts(fact);
  return !(group in person) && !broughtByLooks.has(group) && !broughtByLooks.has(`${group}.${leaf}`);
}
/** Who can find it out: a look that brings it, else a person. */
export const foundBy = (set: SetFact): Source =>
  byLooking(set.from) && isOfMailTeam(set) ? 'told' : set.from;
