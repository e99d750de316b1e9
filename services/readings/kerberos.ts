import { all, any, not, reading, type Seen, type Truth } from '../cause.ts';
import { numberOf, textOf } from './lines.ts';
import { either } from './mailbox.ts';
import { frontEnds, shortName } from './servers.ts';
import type { Wanted } from './signed-lines.ts';

/** Hosts whose http service principal name stands on an account that does not serve them. */
export const onWrongAccount = reading((seen: Seen): readonly string[] =>
  seen
    .keys('spn')
    .filter(
      (host) => seen.flag(`spn[${host}].rightAccount`) === false && (accounts(seen, host)?.length ?? 1) > 0,
    ),
);
/** Hosts whose name stands on several accounts: then the domain controller issues no ticket. */
export const duplicated = reading((seen: Seen): readonly string[] =>
  seen.keys('spn').filter((host) => (accounts(seen, host)?.length ?? 0) > 1),
);
/** Hosts whose name stands nowhere, and that HOST/ does not cover either (field notes 14). */
export const missing = reading((seen: Seen): readonly string[] =>
  seen
    .keys('spn')
    .filter((host) => accounts(seen, host)?.length === 0 && seen.flag(`spn[${host}].hostCovers`) !== true),
);
const accounts = (seen: Seen, host: string) => seen.list(`spn[${host}].accounts`);
/** Whether every name that was looked at stands on the one right account. */
const namesRight = reading((seen: Seen): Truth => {
  const hosts = seen.keys('spn');
  if (hosts.length === 0) return undefined;
  return all(
    ...hosts.map((host) => {
      const list = accounts(seen, host);
      return either(
        list === undefined ? undefined : list.length > 1 ? false : undefined,
        seen.flag(`spn[${host}].rightAccount`),
      );
    }),
  );
});
/** The same, by a look or by somebody's eyes. */
export const namesFoundRight = (seen: Seen): Truth =>
  namesRight(seen) ?? seen.is('checked[spn].result', 'right');

/** Front ends behind the common name that do not hold the service account's credential. */
export const withoutCredential = reading((seen: Seen): readonly string[] => {
  if (seen.list('kerberos.servers') === undefined) return [];
  const holders = (seen.list('kerberos.servers') ?? []).map(shortName);
  // A list that ends in "…" names some: who is not in it is unseen.
  const whole = seen.has('kerberos.servers', '-') !== undefined;
  return !whole
    ? []
    : frontEnds(seen).filter(
        (server) => !holders.includes(server) && seen.flag(`servers[${server}].inPool`) !== false,
      );
});
/** Whether every front end that is known holds the credential. */
export const everyFrontEndHolds = (seen: Seen): Truth => {
  if (frontEnds(seen).length === 0 || seen.has('kerberos.servers', '-') === undefined) return undefined;
  return withoutCredential(seen).length === 0;
};
/** Whether a front end lacks the credential: some hold it, and not all; or it was rolled out to part of them only. */
export const credentialLacks = reading((seen: Seen): Truth => {
  const holders = seen.list('kerberos.servers');
  const listed =
    holders === undefined || frontEnds(seen).length === 0
      ? undefined
      : seen.flag('kerberos.deployed') === false
        ? undefined
        : withoutCredential(seen).length > 0;
  const error = seen.text('kerberos.rollError');
  return any(
    listed,
    seen.is('kerberos.rolledTo', 'array-members'),
    error === undefined ? undefined : error !== '',
  );
});

/** Whether Kerberos was in use when the names moved to newer servers, of which none is known to hold the credential. */
export const movedWithoutCredential = (seen: Seen): Truth => {
  const versions = seen.list('org.versions');
  return all(
    seen.flag('kerberos.deployed'),
    seen.has('timeline.after', 'namespace-change'),
    versions === undefined ? undefined : versions.length > 1,
    credentialLacks(seen) !== false,
  );
};

/** A logon refused because the ticket was made for another account, or none could be made for the name. */
export const ticketRefused: Wanted = {
  signatures: ['spn-wrong-account', 'negotiate-target-unknown', 'negotiate-logon-denied'],
  logs: ['http-proxy', 'iis', 'security', 'system'],
  alike: (line) => /KRB_AP_ERR_MODIFIED/i.test(textOf(line, 'text') ?? ''),
  writtenBy: 'front-ends',
};
/** A domain controller that had no encryption type in common with the account (events 14, 16, 27, 4769 with 0xE). */
export const noEncryptionType: Wanted = {
  signatures: ['no-etype'],
  logs: ['system', 'security'],
  alike: (line) => {
    const [id, text] = [numberOf(line, 'eventId') ?? 0, textOf(line, 'text') ?? ''];
    if ([14, 16, 27].includes(id))
      return /suitable key|etype|encryption type|verschl(ü|ue)sselungstyp/i.test(text);
    return id === 4769 && /\b0x0*e\b/i.test(text);
  },
};
/** A ticket refused because the clocks differ. */
export const clockRefused: Wanted = {
  signatures: ['clock-skew'],
  logs: ['iis', 'system', 'security', 'http-proxy'],
  alike: (line) => /KRB_AP_ERR_SKEW/i.test(textOf(line, 'text') ?? ''),
  writtenBy: 'front-ends',
};

/** Whether the clients concerned can get no Kerberos ticket, so that Kerberos is not what fails. */
export const withoutTickets = reading(
  (seen: Seen): Truth =>
    either(
      seen.list('scope.only')?.some((kind) => kind.toLowerCase() === 'not-domain-joined'),
      not(seen.flag('client.domainJoined')),
      all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
    ),
);

/** Whether the service account has no AES key: only types that domain controllers may no longer issue. */
export const withoutAes = reading((seen: Seen): Truth => {
  const aes = any(
    seen.has('kerberos.encryptionTypes', 'aes128'),
    seen.has('kerberos.encryptionTypes', 'aes256'),
  );
  return aes === undefined ? undefined : !aes;
});
/** Whether kernel mode is on at a front end, so that IIS opens tickets with the computer account. */
export const kernelModeOn = reading((seen: Seen): Truth => {
  const modes = seen
    .keys('iis')
    .filter((key) => /\/default web site\/(mapi|rpc|ews|oab|autodiscover)$/i.test(key))
    .flatMap((key) => seen.flag(`iis[${key}].kernelMode`) ?? []);
  return modes.length === 0 ? undefined : modes.includes(true);
});
