import type { ElementValue, Seen, Truth } from '../cause.ts';
import { poolOf } from './lines.ts';
import { isLegacyHost } from './servers.ts';
import { answersOldPlace, herAnswers, hintsStale, provesStale } from './stale-location.ts';

/** A line that proves it; what the Services pool held for EWS speaks for it only (ews-location-cache). */
export const proves = (seen: Seen, line: ElementValue): Truth =>
  poolOf(line) === 'MSExchangeServicesAppPool' ? false : provesStale(seen, line);
/** A line that speaks for it without proving it. */
export const unsure = (seen: Seen, line: ElementValue): Truth =>
  proves(seen, line) === true ? false : hintsStale(seen, line);
const oldAnswer = (seen: Seen) => herAnswers(seen).find((one) => answersOldPlace(seen, one) === true);
/** Which front end answers with the old place, as a sentence. */
export const describeOld = (seen: Seen): string => {
  const found = oldAnswer(seen);
  if (found === undefined) return 'No front end sends the Autodiscover question back to Exchange 2010.';
  const path = `autodiscover[${found.key}]`;
  const leads = [seen.text(`${path}.location`), seen.text(`${path}.backEnd`), seen.text(`${path}.server`)];
  const legacy = leads.find((one) => one !== undefined && isLegacyHost(seen, one) === true) ?? leads[0];
  return `${found.node} answered ${seen.number(`${path}.status`) ?? 'a status unknown'} to the Autodiscover question for ${seen.mailbox} at ${found.host}${legacy === undefined ? '' : `, leading to ${legacy}`}.`;
};
