import type { OwnAccount } from './clients.ts';

/** The service account's names and secret, for the length of one attempt. */
export interface Login {
  /** As configured: `user@domain` or `DOMAIN\user`. */
  readonly account: string;
  /** The part before the backslash; empty for `user@domain`. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** How a logon ended: taken, refused by the world, or never decided (the host did not answer). */
export type Attempt<T> =
  | { readonly outcome: 'accepted'; readonly value: T }
  | { readonly outcome: 'refused'; readonly says: string; readonly value: T }
  | { readonly outcome: 'undecided'; readonly value: T };

export interface LogonTarget {
  readonly by: 'ldap' | 'ntlm';
  /** Host and what was asked there, for people, the same for each try: `dc1.corp.local (LDAP bind)`. */
  readonly where: string;
  /** The host that is given the credentials; must be in `organisation.credentialHosts`. */
  readonly host: string;
  /** Server behind that host, where one is dialled by its own name. */
  readonly node?: string;
  /** The one NTLM logon by which the account is proven; every other waits for it. */
  readonly control?: true;
  readonly signal: AbortSignal;
}

/** The only way to the service account's secret: every logon, by LDAP or NTLM, goes through it. */
export interface AccountGate {
  /** As configured; undefined when there is none. */
  readonly name: string | undefined;
  /**
   * Runs one logon. Throws `AccountUnusable` without trying when there is no account or secret, the host is not
   * on the list, or the breaker has tripped. Until the account is proven, all processes of this data folder wait for
   * one another here. A refused LDAP bind trips the breaker and throws; so does a refused control.
   * After that a refused NTLM logon is returned as that server's own answer, unless the account is no longer well.
   * The attempt says `refused` only when the other side turned the credentials down (LDAP 49, 401 after type 3);
   * names, connection and TLS are had before, not inside it.
   */
  authenticate<T>(target: LogonTarget, attempt: (login: Login) => Promise<Attempt<T>>): Promise<Attempt<T>>;
  /** Said by the control after its logon was accepted: others may authenticate for a while. */
  proven(own: OwnAccount): void;
  /** Why nothing authenticates at all, before anything is tried; undefined when something may. */
  stopped(): Promise<string | undefined>;
}

/** Nothing authenticates; the message is the reason for people, with when, where and what was refused. */
export class AccountUnusable extends Error {
  override readonly name = 'AccountUnusable';
}

/** Whether a host is on the list: by its name, or below a `*.domain` by any number of labels. */
export const mayBeGivenCredentials = (host: string, hosts: readonly string[]): boolean =>
  hosts.some((entry) => {
    const allowed = entry.toLowerCase();
    const asked = host.toLowerCase();
    return allowed.startsWith('*.') ? asked.endsWith(allowed.slice(1)) : asked === allowed;
  });

/** Account and password as a protocol needs them. */
export function loginOf(account: string, password: string): Login {
  const slash = account.indexOf('\\');
  return {
    account,
    domain: slash < 0 ? '' : account.slice(0, slash),
    user: account.slice(slash + 1),
    password,
  };
}
