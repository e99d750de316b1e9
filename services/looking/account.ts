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
  /** Host and what was asked there, for people: `dc1.corp.local (LDAP bind)`. */
  readonly where: string;
  /** The host that is given the credentials; must be in `organisation.credentialHosts`. */
  readonly host: string;
}

/** The only way to the service account's secret: every logon, by LDAP or NTLM, goes through it. */
export interface AccountGate {
  /** As configured; undefined when there is none. */
  readonly name: string | undefined;
  /**
   * Runs one logon. Throws `AccountUnusable` without trying when there is no account or secret, the host is not
   * on the list, or the breaker has tripped. Until the account was accepted once, all processes of this data folder
   * wait for one another here. A refused LDAP bind trips the breaker and throws; so does a refused NTLM logon before
   * the control has succeeded. After that a refused NTLM logon is returned as the server's own answer.
   * The attempt must say `refused` only when the other side turned the credentials down (LDAP 49, 401 after type 3).
   */
  authenticate<T>(target: LogonTarget, attempt: (login: Login) => Promise<Attempt<T>>): Promise<Attempt<T>>;
}

/** Nothing authenticates; the message is the reason for people, with when, where and what was refused. */
export class AccountUnusable extends Error {
  override readonly name = 'AccountUnusable';
}
