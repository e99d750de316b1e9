import { all, any, reading, type Seen, type Truth } from '../cause.ts';
import { mailDomain } from './box.ts';
import { isAboutHer, textOf } from './lines.ts';
import { everyPointBroken, redirectsOverHttp, someStep, srvRecords, srvTargets, steps } from './lookup.ts';
import { day, tried } from './mailbox.ts';

/** The name by which Outlook looks for Autodiscover of the mail domain. */
export const hostName = (seen: Seen): string => `autodiscover.${mailDomain(seen)}`;
/** Whether the name autodiscover.<mail domain> does not exist. */
export const isMissing = reading((seen: Seen): Truth => {
  const path = `dns[${hostName(seen)}]`;
  const [a, aaaa] = [seen.list(`${path}.a`), seen.list(`${path}.aaaa`)];
  const exists = (seen.text(`${path}.cname`) ?? '') !== '' || (a?.length ?? 0) > 0 || (aaaa?.length ?? 0) > 0;
  if (exists) return false;
  const error = seen.text(`${path}.error`);
  return error !== undefined && error !== '' ? true : a === undefined ? undefined : true;
});
/** Whether a name was seen to lead anywhere. */
const exists = (seen: Seen, host: string): Truth =>
  any(
    (seen.list(`dns[${host}].a`)?.length ?? 0) > 0,
    (seen.list(`dns[${host}].aaaa`)?.length ?? 0) > 0,
    (seen.text(`dns[${host}].cname`) ?? '') !== '',
  );
/** Whether only addresses of one mail domain are concerned. */
export const onlyOneDomain = (seen: Seen): Truth =>
  seen.list('scope.only')?.some((one) => one.toLowerCase().startsWith('mail-domain:'));
/** With what the name of an SRV record for Autodiscover begins. */
export const srvLabel = '_autodiscover._tcp.';
/** Whether an SRV record is gone that a mail domain without the name autodiscover has lived by. */
export const serviceRecordGone = (seen: Seen): Truth => {
  const records = seen.keys('dns').filter((name) => name.startsWith(srvLabel));
  const lived = any(
    seen.has('timeline.after', 'dns-change'),
    tried(seen, ['dns-change'], 'cured'),
    onlyOneDomain(seen),
  );
  const gone = records.map((name) => {
    const left = seen.list(`dns[${name}].srv`);
    if (left === undefined) return undefined;
    return left.length === 0 && exists(seen, `autodiscover.${name.slice(srvLabel.length)}`) !== true;
  });
  return gone.length === 0 ? undefined : all(any(...gone), lived);
};
/** Whether no SRV record stands for the mail domain. */
export const noSrv = (seen: Seen): Truth => {
  const records = srvRecords(seen);
  return records === undefined ? undefined : records.length === 0;
};
/** Whether the Autodiscover name redirects by plain HTTP. */
export const redirects = (seen: Seen): Truth =>
  someStep(seen, 'redirect', (node) => redirectsOverHttp(seen, node));
/** Whether what answers at that name is not Autodiscover: 404, 403, 410, or nothing at all. */
export const leadsElsewhere = (seen: Seen): Truth => {
  const host = hostName(seen);
  const silent = (seen.text(`tls[${host}@vip].error`) ?? '') !== '' || undefined;
  const codes = steps(seen, 'autodiscover').flatMap(
    ({ key }) => seen.number(`autodiscover[${key}].status`) ?? [],
  );
  if (isMissing(seen) !== false) return undefined;
  // A name that redirects by plain HTTP is meant to lead on: that is a way with a cause of its own.
  if (redirects(seen) === true) return false;
  if (codes.length === 0) return silent;
  return codes.every((code) => code === 404 || code === 403 || code === 410);
};
/** Whether the SRV record names a host that does not exist. */
export const srvIsDead = (seen: Seen): Truth => {
  const targets = srvTargets(seen);
  if (targets.length === 0) return undefined;
  const each = targets.map((target) => {
    const error = seen.text(`dns[${target}].error`);
    const known = seen.list(`dns[${target}].a`);
    return error !== undefined && error !== '' ? true : known === undefined ? undefined : known.length === 0;
  });
  return all(...each);
};
/** A PC of the domain finds its settings in the directory, whatever DNS says. */
export const directoryLeadsNowhere = (seen: Seen): Truth =>
  everyPointBroken(seen) ?? (seen.enumerated('scp') && seen.keys('scp').length === 0 ? true : undefined);
/** Whether an Exchange server logged a question for Autodiscover that is hers or names nobody: somehow she came there. */
export const exchangeIsAsked = (seen: Seen): Truth =>
  seen.someElement(
    'log',
    (line) =>
      ['iis', 'http-proxy'].includes(textOf(line, 'log') ?? '') &&
      /^\/autodiscover\//i.test(textOf(line, 'stem') ?? '') &&
      isAboutHer(seen, line) !== false,
    { log: 'iis', from: seen.now - 3 * day },
  );
