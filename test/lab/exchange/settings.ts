/** One Exchange server as its process runs it: everything of the world that makes it behave. */
export interface ServerSettings {
  /** Short name, lower case. */
  readonly name: string;
  readonly fqdn: string;
  readonly version: '2010' | '2016';
  /** `15.1.2507.6`. */
  readonly build: string;
  /** `10.0.14393`. */
  readonly windows: string;
  readonly organisation: OrganisationSettings;
  readonly directories: Readonly<Record<DirectoryPath, DirectorySettings>>;
  /** Cached before the process began, as a front end keeps them per pool and anchor. */
  readonly locations: readonly CachedLocation[];
  readonly locationHours: number;
  /** Short names of components that are not active: `mapiproxy`. */
  readonly inactive: readonly string[];
  readonly ntlmRefused: boolean;
  readonly clockSkewSeconds: number;
  readonly tls: {
    readonly min: TlsVersion;
    readonly max: TlsVersion;
    readonly asksClientCertificate: boolean;
  };
  readonly roundTripMs: number;
  readonly answerMs: number;
  readonly faults: readonly Fault[];
  /** The other Exchange servers, by short name, itself among them. */
  readonly servers: Readonly<Record<string, Neighbour>>;
}

export interface OrganisationSettings {
  readonly netbios: string;
  readonly domain: string;
  readonly namespace: string;
  readonly autodiscover: string;
  readonly mapiHttp: boolean;
  readonly publicFolderMailbox?: string;
  readonly acceptedDomains: readonly string[];
  readonly exprPrincipal?: string;
  readonly exprServer?: string;
  readonly exprAuth: string;
}
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
export type Provider = 'Negotiate' | 'NTLM' | 'Negotiate:Kerberos';
export type MapiEndpoint = 'emsmdb' | 'nspi';
export type DirectoryPath =
  | 'autodiscover'
  | 'mapi'
  | 'ews'
  | 'oab'
  | 'rpc'
  | 'back-end/mapi/emsmdb'
  | 'back-end/mapi/nspi'
  | 'back-end/autodiscover'
  | 'back-end/ews'
  | 'back-end/oab';

export interface DirectorySettings {
  readonly enabled: boolean;
  readonly windows: boolean;
  /** In the order in which IIS offers them. */
  readonly providers: readonly Provider[];
  readonly basic: boolean;
  readonly extendedProtection: 'none' | 'allow' | 'require';
  readonly poolStopped: boolean;
  readonly demandsClientCertificate: boolean;
  readonly url: string;
  readonly externalUrl: string;
}
export interface MapiSettings {
  readonly responseCode: number;
  /** The head says 0 and the headers after DONE say `responseCode` ([MS-OXCMAPIHTTP] 2.2.2.2). */
  readonly afterDone: boolean;
  readonly errorCode: number;
}
export interface CachedLocation {
  /** `Smtp~anna@contoso.example`, `Sid~S-1-5-…`, `MailboxGuid~…`. */
  readonly anchor: string;
  readonly server: string;
  readonly since: Date;
  readonly pools: readonly string[];
}
export interface Neighbour {
  readonly mapi: Readonly<Record<MapiEndpoint, MapiSettings>>;
  /** Back-end directories that refuse what a front end signs in with. */
  readonly refuses: readonly DirectoryPath[];
  readonly fqdn: string;
  readonly version: '2010' | '2016';
  readonly build: string;
}
export type FaultKind =
  | 'refuse'
  | 'reset'
  | 'stall-in-connect'
  | 'stall-in-tls'
  | 'garbage-in-tls'
  | 'stall-in-headers'
  | 'stall-in-body'
  | 'garbage'
  | 'huge-xml'
  | 'entities'
  | 'redirect-loop'
  | 'redirect-away'
  | 'status';
export interface Fault {
  /** Lower-case path prefix that it concerns, `/` for all. */
  readonly path: string;
  readonly does: FaultKind;
  readonly status?: number;
  readonly to?: string;
}

/** What the parent sends first. */
export interface StartMessage {
  readonly kind: 'start';
  readonly world: unknown;
  readonly server: string;
  readonly startedAt: string;
  readonly control: string;
  readonly ca: string;
  /** By the name that a client asks for (SNI, lower case); `*` for every other. */
  readonly certificates: Readonly<Record<string, { readonly cert: string; readonly key: string }>>;
  readonly connect: Readonly<Record<string, string>>;
  readonly accessLog: string;
  readonly logs: Readonly<Record<string, string>>;
  /** Pools whose caches start cold; all of them when `true`. */
  readonly recycled?: boolean | readonly string[];
  readonly ports?: { readonly https?: number };
}
export interface ListeningMessage {
  readonly kind: 'listening';
  readonly server: string;
  readonly pid: number;
  readonly ports: { readonly https: number };
}
