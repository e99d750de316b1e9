import { all, any, reading, type Seen, type Truth } from '../cause.ts';
import { mailDomain } from './box.ts';
import { hostOf, type Node, nodes } from './servers.ts';

/** The answers of one step of Outlook's lookup order: root, autodiscover, redirect, srv, scp. */
export const steps = reading((seen: Seen, step: string): readonly Node[] =>
  nodes(seen, 'autodiscover').filter(({ part }) => part === step),
);
const statusOf = (seen: Seen, { key }: Node): number | undefined =>
  seen.number(`autodiscover[${key}].status`);

const redirects = [301, 302, 307, 308];
/** Whether the plain-HTTP step answers with a redirect, after which Outlook asks for consent. */
export const redirectsOverHttp = (seen: Seen, node: Node): Truth => {
  const status = statusOf(seen, node);
  if (status !== undefined) return redirects.includes(status);
  return (seen.text(`autodiscover[${node.key}].error`) ?? '') === '' ? undefined : false;
};

/** Over the answers of a step: true when one passes, false when all fail, unseen when nobody asked. */
export function someStep(seen: Seen, step: string, test: (node: Node) => Truth): Truth {
  const found = steps(seen, step);
  return found.length === 0 ? undefined : any(...found.map(test));
}

/** Whether an answer is one from which Outlook takes settings or signs in: 200 or a refusal by Exchange. */
const isUsable = (seen: Seen, node: Node): Truth => {
  const error = seen.text(`autodiscover[${node.key}].error`);
  if (error !== undefined && error !== '') return false;
  const status = statusOf(seen, node);
  if (status !== undefined) return status === 200 || status === 401;
  const schemes = seen.list(`autodiscover[${node.key}].schemes`);
  return schemes === undefined ? undefined : schemes.length > 0;
};
/** Whether one HTTPS step leads nowhere: its host does not exist or answer, or nothing that was asked there gives settings. */
function stepFails(seen: Seen, host: string, asked: readonly Node[]): Truth {
  const answers = asked.map((node) => isUsable(seen, node)).filter((one) => one !== undefined);
  if (answers.length > 0) return !answers.includes(true);
  const error = (path: string): boolean => (seen.text(path) ?? '') !== '';
  const unreachable =
    error(`dns[${host}].error`) ||
    seen.keys('tls').some((key) => key === `${host}@vip` && error(`tls[${key}].error`));
  return unreachable || undefined;
}
/** Whether the HTTPS steps before redirect and SRV (service connection point, root, autodiscover host) all lead nowhere. */
export const secureStepsFail = reading((seen: Seen): Truth => {
  // A front end that was dialled by its own address shows nothing about the way that names lead.
  const named = [...steps(seen, ''), ...steps(seen, 'autodiscover')].filter(({ node }) => node === 'vip');
  const points = steps(seen, 'scp').map((node) => isUsable(seen, node));
  return all(
    !points.includes(true),
    stepFails(seen, `autodiscover.${mailDomain(seen)}`, named),
    stepFails(seen, mailDomain(seen), steps(seen, 'root')),
  );
});

/** The name of the SRV record that Outlook asks for. */
export const srvName = (seen: Seen): string => `_autodiscover._tcp.${mailDomain(seen)}`;
/** The SRV record's targets; undefined when nobody asked. */
export const srvRecords = (seen: Seen): readonly string[] | undefined =>
  seen.list(`dns[${srvName(seen)}].srv`) ??
  seen.list(`dns[${mailDomain(seen)}].srv`) ??
  ((seen.text(`dns[${srvName(seen)}].error`) ?? '') === '' ? undefined : []);

/** The hosts that the SRV record names: it is written as `host:port`, or as DNS does, host last. */
export const srvTargets = (seen: Seen): readonly string[] =>
  (srvRecords(seen) ?? []).map((record) =>
    (record.toLowerCase().trim().split(/\s+/).at(-1) ?? '').replace(/:\d+$/, '').replace(/\.$/, ''),
  );

/** Whether something stands on the way that Outlook asks consent for: a redirect over HTTP, or an SRV record. */
export const asksConsent = reading((seen: Seen): Truth => {
  const srv = srvRecords(seen);
  return any(
    someStep(seen, 'redirect', (node) => redirectsOverHttp(seen, node)),
    srv === undefined ? someStep(seen, 'srv', (node) => isUsable(seen, node)) : srv.length > 0,
  );
});

/** Service connection points by the server that wrote them. */
export const points = (seen: Seen): readonly string[] =>
  seen.keys('scp').filter((key) => !isPointer(seen, key));
/** A pointer to another forest holds an LDAP address, which Outlook follows; it is no URL by design. */
const isPointer = (seen: Seen, key: string): boolean => /^ldap:/i.test(seen.text(`scp[${key}].url`) ?? '');
export const pointHost = (seen: Seen, key: string): string =>
  hostOf(seen.text(`scp[${key}].url`) ?? '').toLowerCase();

/** What is wrong with the URL of a service connection point; undefined when nothing was seen. */
export function pointFault(seen: Seen, key: string): string | undefined {
  const url = seen.text(`scp[${key}].url`);
  const host = pointHost(seen, key);
  if (url === '') return 'is empty';
  if (url !== undefined && !URL.canParse(url)) return 'is no URL';
  if (url !== undefined && !/^https:/i.test(url)) return 'is not https';
  if (url !== undefined && !/^\/autodiscover\/autodiscover\.(xml|svc)$/i.test(new URL(url).pathname))
    return 'has a misspelt path';
  if (
    seen.flag(`scp[${key}].resolves`) === false ||
    (host !== '' && (seen.text(`dns[${host}].error`) ?? '') !== '')
  )
    return 'names a host that does not resolve';
  const unreachable = seen
    .keys('tls')
    .find(
      (one) => host !== '' && one.startsWith(`${host}@`) && (seen.text(`tls[${one}].error`) ?? '') !== '',
    );
  if (unreachable !== undefined)
    return `names a host that does not answer (${seen.text(`tls[${unreachable}].error`)})`;
  return undefined;
}
/** Whether a service connection point cannot work; false when its URL is well-formed and its host is known to resolve. */
export const pointIsBroken = reading((seen: Seen, key: string): Truth => {
  if (pointFault(seen, key) !== undefined) return true;
  const known = seen.text(`scp[${key}].url`) !== undefined || seen.flag(`scp[${key}].resolves`) === true;
  return known ? false : undefined;
});
export const everyPointBroken = reading((seen: Seen): Truth => {
  const each = points(seen);
  return each.length === 0 ? undefined : all(...each.map((key) => pointIsBroken(seen, key)));
});
