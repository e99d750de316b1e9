import type { Fact, FactValue } from '../facts.ts';
import { timeOf } from '../time.ts';
import { andMore } from '../vocabulary.ts';
import { shortName } from './enumeration.ts';
import type { Indexed } from './indexed.ts';
import { winning } from './order.ts';

/** What stated facts imply for a path, and which they are. */
export interface Implied {
  readonly value: FactValue;
  readonly facts: readonly { readonly path: string; readonly fact: Fact }[];
}
type Stated = Implied['facts'][number];

const fortnight = 14 * 24 * 3600 * 1000;
const stated = (index: Indexed, path: string): Stated | undefined => {
  const fact = index.fact(path);
  return fact === undefined ? undefined : { path: fact.fact, fact };
};
const text = (found: Stated | undefined): string | undefined =>
  typeof found?.fact.value === 'string' ? found.fact.value : undefined;
const texts = (found: Stated | undefined): readonly string[] =>
  Array.isArray(found?.fact.value)
    ? (found.fact.value as readonly string[]).filter((item) => item !== andMore)
    : [];
const implied = (
  value: FactValue | undefined,
  ...facts: readonly (Stated | undefined)[]
): Implied | undefined =>
  value === undefined ? undefined : { value, facts: facts.filter((fact) => fact !== undefined) };

function moved(index: Indexed): Implied | undefined {
  const movedAt = stated(index, 'mailbox.movedAt');
  const at = timeOf(text(movedAt));
  if (at !== undefined && at <= index.now && index.now - at <= fortnight) return implied(true, movedAt);
  const after = stated(index, 'timeline.after');
  return texts(after).includes('own-move') ? implied(true, after) : undefined;
}

function prefilledIs(index: Indexed): Implied | undefined {
  const prefilled = stated(index, 'popup.prefilledUser');
  const user = text(prefilled)?.trim().toLowerCase();
  if (user === undefined) return undefined;
  if (user === '') return implied('empty', prefilled);
  const upn = stated(index, 'mailbox.upn');
  if (text(upn)?.toLowerCase() === user) return implied('upn', prefilled, upn);
  const primary = stated(index, 'mailbox.primarySmtp');
  if (text(primary)?.toLowerCase() === user) return implied('address', prefilled, primary);
  const addresses = stated(index, 'mailbox.addresses');
  const all = texts(addresses).map((address) => address.toLowerCase().replace(/^smtp:/, ''));
  if (all.includes(user)) return implied('address', prefilled, addresses);
  if (index.mailbox === user) return implied('address', prefilled);
  const sam = stated(index, 'mailbox.sam');
  const [domain, name] = user.split('\\');
  if (domain === '' || name === undefined || name === '') return undefined;
  return text(sam) === undefined || text(sam)?.toLowerCase() === name
    ? implied('domain-user', prefilled, sam)
    : undefined;
}

const years = /20(?:07|10|13|16|19)/;
/** The version of the server on which a mailbox is said to live. */
function exchangeOf(index: Indexed, serverPath: string): Implied | undefined {
  const server = stated(index, serverPath);
  const name = text(server);
  if (name === undefined || name === '') return undefined;
  const version = stated(index, `servers[${shortName(name)}].exchange`);
  const year = text(version) === 'online' ? 'online' : years.exec(text(version) ?? '')?.[0];
  return implied(year, server, version);
}

function mapiHttpDisabled(index: Indexed): Implied | undefined {
  const registry = stated(index, 'client.registry[mapihttpdisabled]');
  const value = registry?.fact.value;
  if (value === undefined) return undefined;
  return implied(String(value).trim() === '1', registry);
}
function mapiHttpRegistry(index: Indexed): Implied | undefined {
  const flag = stated(index, 'client.mapiHttpDisabled');
  return typeof flag?.fact.value === 'boolean' ? implied(flag.fact.value ? 1 : 0, flag) : undefined;
}

function popupKind(index: Indexed): Implied | undefined {
  const bar = stated(index, 'popup.statusBar');
  const shown = text(bar);
  return shown === 'need-password' || shown === 'disconnected' ? implied(shown, bar) : undefined;
}
function statusBar(index: Indexed): Implied | undefined {
  const kind = stated(index, 'popup.kind');
  const shown = text(kind);
  return shown === 'need-password' || shown === 'disconnected' ? implied(shown, kind) : undefined;
}

function pathAsksCertificate(index: Indexed): Implied | undefined {
  const asked = index
    .keys('tls')
    .filter((key) => key.endsWith('@vip'))
    .flatMap((key) => stated(index, `tls[${key}].asksClientCertificate`) ?? []);
  const demanded = asked.find(({ fact }) => fact.value === true);
  if (demanded !== undefined) return implied(true, demanded);
  return asked.length === 0 ? undefined : implied(false, ...asked);
}
function tlsAsksCertificate(index: Indexed): Implied | undefined {
  const asks = stated(index, 'path.asksClientCertificate');
  return typeof asks?.fact.value === 'boolean' ? implied(asks.fact.value, asks) : undefined;
}

/** The protocol of the mail rows of Connection Status; of several, the row that wins by source and time. */
function clientProtocol(index: Indexed): Implied | undefined {
  const rows = index.elements('connections').flatMap(({ path, fact }) => {
    const { type, protocol } = fact.value as { readonly type?: unknown; readonly protocol?: unknown }; // an element is an object
    return type === 'mail' && typeof protocol === 'string' ? [{ path, fact, protocol }] : [];
  });
  if (rows.length === 0) return undefined;
  const used = winning(
    'connections',
    rows.map(({ fact }) => fact),
    undefined,
  );
  const row = rows.find(({ fact }) => fact === used);
  return row === undefined ? undefined : implied(row.protocol, { path: row.path, fact: row.fact });
}

function proxyPrincipalIs(index: Indexed): Implied | undefined {
  const principal = stated(index, 'client.proxyPrincipal');
  const written = text(principal)?.trim().toLowerCase();
  if (written === undefined) return undefined;
  const name = written.replace(/^msstd:/, '');
  if (name === '' || name === 'none') return implied('none', principal);
  const keys = [...index.keys('tls')].sort(
    (left, right) => Number(right.endsWith('@vip')) - Number(left.endsWith('@vip')),
  );
  for (const key of keys) {
    const common = stated(index, `tls[${key}].commonName`);
    if (text(common)?.toLowerCase().replace(/^cn=/, '') === name)
      return implied('common-name', principal, common);
  }
  for (const key of keys) {
    const names = stated(index, `tls[${key}].names`);
    if (texts(names).some((san) => san.toLowerCase() === name)) return implied('san', principal, names);
  }
  const host = keys.find((key) => key.split('@')[0] === name);
  const seen = host === undefined ? undefined : stated(index, `tls[${host}].names`);
  return seen === undefined ? undefined : implied('external-host', principal, seen);
}

/** What other facts say about a path that nobody stated: the equivalents of the vocabulary. */
export function equivalent(index: Indexed, id: string): Implied | undefined {
  switch (id) {
    case 'mailbox.moved':
      return moved(index);
    case 'popup.prefilledIs':
      return prefilledIs(index);
    case 'mailbox.exchange':
      return exchangeOf(index, 'mailbox.server');
    case 'client.mapiHttpDisabled':
      return mapiHttpDisabled(index);
    case 'client.registry[mapihttpdisabled]':
      return mapiHttpRegistry(index);
    case 'popup.kind':
      return popupKind(index);
    case 'popup.statusBar':
      return statusBar(index);
    case 'path.asksClientCertificate':
      return pathAsksCertificate(index);
    case 'client.protocol':
      return clientProtocol(index);
    case 'client.proxyPrincipalIs':
      return proxyPrincipalIs(index);
    default:
      if (id.startsWith('secondary[') && id.endsWith('].exchange')) {
        return exchangeOf(index, `${id.slice(0, -'exchange'.length)}server`);
      }
      if (id.startsWith('tls[') && id.endsWith('@vip].asksClientCertificate'))
        return tlsAsksCertificate(index);
      return undefined;
  }
}
