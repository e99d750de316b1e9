import type { StatedWorld } from './world-schema.ts';

type Stated = StatedWorld;
type StatedServer = Stated['servers'][number];
type StatedMailbox = Stated['mailboxes'][number];
type Certain<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: Exclude<T[P], undefined> };

export type Fault = StatedServer['faults'][number];
export interface Delays {
  readonly roundTripMs: number;
  readonly answerMs: number;
}
export interface Certificate {
  readonly subject: string;
  readonly names: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  readonly issuer: 'lab' | 'issuing' | 'foreign' | 'self';
  readonly sendsChain: boolean;
  readonly key: 'ecdsa' | 'rsa';
}
export interface Tls {
  readonly versions: readonly ('1.0' | '1.1' | '1.2' | '1.3')[];
  readonly asksClientCertificate: boolean;
}
export interface IisDirectory {
  readonly path: StatedServer['iis'][number]['path'];
  readonly enabled: boolean;
  readonly windows: boolean;
  /** In the order in which they are offered. */
  readonly providers: readonly ('Negotiate' | 'NTLM' | 'Negotiate:Kerberos')[];
  readonly basic: boolean;
  readonly anonymous: boolean;
  readonly kernelMode: boolean;
  readonly ssl: readonly string[];
  readonly extendedProtection: 'none' | 'allow' | 'require';
  readonly pool: string;
}
export interface VirtualDirectory {
  readonly name: NonNullable<StatedServer['vdirs'][number]['name']>;
  /** False: the directory has no such object, as when Outlook Anywhere of an older server was never switched on. */
  readonly enabled: boolean;
  /** Of rpc alone: a device takes TLS off. */
  readonly sslOffloading: boolean;
  readonly internalUrl: string;
  readonly externalUrl: string;
  readonly internalAuth: readonly string[];
  readonly externalAuth: readonly string[];
}
export interface Pool {
  readonly name: string;
  readonly state: 'started' | 'stopped';
  readonly startedAt: string;
  readonly identity: string;
  readonly sessions: number;
  readonly users: number;
  /** In the last day. */
  readonly recycles: number;
  readonly queueLimit: number;
  /** Requests that wait in it now. */
  readonly queued: number;
}
export type Location = StatedServer['locations'][number];
type ServerKeys =
  | 'build'
  | 'fqdn'
  | 'ip'
  | 'os'
  | 'osVersion'
  | 'roles'
  | 'site'
  | 'domainController'
  | 'rpcEncryptionRequired';

/** One Exchange server with every default filled in. All its IIS directories and pools are listed. */
export type Server = Omit<
  Certain<StatedServer, ServerKeys>,
  'iis' | 'vdirs' | 'pools' | 'certificate' | 'tls' | 'delays' | 'scp'
> & {
  readonly iis: readonly IisDirectory[];
  readonly vdirs: readonly VirtualDirectory[];
  readonly pools: readonly Pool[];
  readonly certificate: Certificate;
  readonly tls: Tls;
  readonly delays: Delays;
  readonly scp:
    | false
    | { readonly url: string; readonly sites: readonly string[]; readonly createdAt: string };
};
type StatedController = Stated['domainControllers'][number];
export type DomainController = Omit<
  Certain<StatedController, 'domain' | 'fqdn' | 'ip' | 'site'>,
  'certificate' | 'tls' | 'delays'
> & { readonly certificate: Certificate; readonly tls: Tls; readonly delays: Delays };
type StatedName = Stated['commonNames'][number];
/** A name through which clients reach several servers; with a certificate TLS ends at the device. */
export type CommonName = Omit<Certain<StatedName, 'servers' | 'ip'>, 'certificate' | 'tls' | 'delays'> & {
  readonly certificate?: Certificate;
  readonly tls: Tls;
  readonly delays: Delays;
};
type StatedSite = Stated['webSites'][number];
export type WebSite = Omit<Certain<StatedSite, 'ip'>, 'certificate' | 'tls' | 'delays'> & {
  readonly certificate: Certificate;
  readonly tls: Tls;
  readonly delays: Delays;
};
/** Where a listener on port 80 sends everybody. */
export type Redirect = Exclude<StatedSite['redirect'], undefined>;
export type Account = Certain<StatedMailbox['account'], 'password' | 'locked' | 'disabled'>;
type MailboxKeys =
  | 'upn'
  | 'sam'
  | 'domain'
  | 'displayName'
  | 'server'
  | 'database'
  | 'guid'
  | 'objectGuid'
  | 'sid'
  | 'legacyDn';

/** A user of the directory: `kind` none has no mailbox; `addresses` begins with the primary one, all lower case. */
export type Mailbox = Omit<Certain<StatedMailbox, MailboxKeys>, 'account'> & {
  readonly account: Account;
  /** True for the service account. */
  readonly service: boolean;
};
export interface ServiceAccount {
  readonly sam: string;
  /** The name given to the product: CORP\svc-popupdesk. */
  readonly signsInAs: string;
  /** The secret given to the product; it is wrong when the account's password differs. */
  readonly secret: string;
  readonly address: string;
}
export type Person = Certain<Stated['people'][number], 'name' | 'entraId' | 'mail'>;
/** One domain of the forest, the organisation's own or a further one. */
export interface Domain {
  /** corp.local */
  readonly name: string;
  readonly netbios: string;
  readonly sid: string;
  readonly baseDn: string;
}
export type Computer = Certain<Stated['computers'][number], 'domain'>;
export type DnsRecord = Stated['dns'][number];

/** A world with every default filled in and every time an ISO string. Written as JSON for the server processes. */
export type World = Omit<
  Stated,
  | 'organisation'
  | 'servers'
  | 'domainControllers'
  | 'domains'
  | 'computers'
  | 'commonNames'
  | 'webSites'
  | 'mailboxes'
  | 'people'
  | 'serviceAccount'
  | 'windows'
> & {
  readonly name: string;
  readonly start: string;
  readonly organisation: Certain<Stated['organisation'], 'netbios' | 'namespace' | 'autodiscover'> & {
    /** S-1-5-21-… of the domain. */
    readonly sid: string;
    /** DC=corp,DC=local */
    readonly baseDn: string;
  };
  /** The organisation's own first. */
  readonly domains: readonly Domain[];
  readonly domainControllers: readonly DomainController[];
  readonly computers: readonly Computer[];
  readonly servers: readonly Server[];
  readonly commonNames: readonly CommonName[];
  readonly webSites: readonly WebSite[];
  readonly serviceAccount: ServiceAccount | false;
  /** Also the service account's own. */
  readonly mailboxes: readonly Mailbox[];
  readonly people: readonly Person[];
  readonly windows: Omit<Stated['windows'], 'delays'> & { readonly delays: Delays };
};
