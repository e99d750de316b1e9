import { accountBits, hasBit } from './account-control.ts';
import { shortName } from './directory.ts';
import type { DirectoryEntry } from './entry.ts';

/** An account that holds service principal names, as a search of the whole forest shows it. */
export interface NameHolder {
  readonly dn: string;
  /** `CORP\EX16ASA$` */
  readonly called: string;
  /** Lower case: `http/mail.contoso.example`. */
  readonly names: readonly string[];
  /** A machine that somebody sits at or that serves: it has a DNS name or an operating system. */
  readonly host: string | undefined;
  readonly isMachine: boolean;
  readonly isComputer: boolean;
  readonly isManaged: boolean;
  readonly isDisabled: boolean;
}

/** Attributes that holders are read from; all of them stand in a global catalogue. */
export const holderAttributes = [
  'objectClass',
  'sAMAccountName',
  'dNSHostName',
  'operatingSystem',
  'servicePrincipalName',
  'userAccountControl',
] as const;

export function readHolder(entry: DirectoryEntry, netbios: string | undefined): NameHolder {
  const classes = entry.texts('objectClass').map((name) => name.toLowerCase());
  const control = entry.integer('userAccountControl');
  const host = entry.text('dNSHostName')?.toLowerCase();
  const sam = entry.text('sAMAccountName') ?? entry.dn;
  return {
    dn: entry.dn,
    called: netbios === undefined ? sam : `${netbios}\\${sam}`,
    names: entry.texts('servicePrincipalName').map((name) => name.toLowerCase()),
    host,
    isMachine: host !== undefined || entry.has('operatingSystem'),
    isComputer: classes.includes('computer'),
    isManaged: classes.includes('msds-groupmanagedserviceaccount'),
    isDisabled: control !== undefined && hasBit(control, accountBits.disabled),
  };
}

/** Who gets the tickets for http at a host. */
export interface Tickets {
  /** Holders of http/<host>; where nobody holds it, those of HOST/<host>, which stands for it too (sPNMappings). */
  readonly holders: readonly NameHolder[];
  readonly hostCovers: boolean;
}
export function ticketsFor(host: string, holders: readonly NameHolder[]): Tickets {
  const holding = (service: string) => holders.filter(({ names }) => names.includes(`${service}/${host}`));
  const exact = holding('http');
  const covering = holding('host');
  return { holders: exact.length > 0 ? exact : covering, hostCovers: covering.length > 0 };
}

/** A server that answers to a name. */
export interface Serving {
  readonly name: string;
  readonly fqdn: string | undefined;
  readonly exchange?: string;
}
export type Judgement =
  | { readonly right: boolean; readonly because: string }
  | { readonly right: undefined; readonly why: string };

const older = new Set(['2007', '2010']);
const olderServices = ['exchangemdb/', 'exchangerfr/', 'exchangeab/'];

/**
 * Whether the one account that gets the tickets for a name can be decrypted by the servers that answer to it: a server's
 * own account where that server alone answers, else an alternate service account of that generation (2010 and later
 * versions cannot share one; a managed service account cannot be one).
 */
export function judgeHolder(holder: NameHolder, serving: readonly Serving[]): Judgement {
  const [only] = serving;
  if (only === undefined)
    return { right: undefined, why: 'no Exchange server is known to answer to this name' };
  if (holder.isMachine) {
    const itself =
      serving.length === 1 &&
      (holder.host === only.fqdn || shortName(holder.host ?? '') === only.name.toLowerCase());
    return itself
      ? { right: true, because: `${only.name} alone answers to it` }
      : {
          right: false,
          because: `${holder.called} is a machine, and ${serving.map(({ name }) => name).join(', ')} answer to it`,
        };
  }
  if (holder.isManaged)
    return {
      right: false,
      because: `${holder.called} is a managed service account, which Exchange cannot use`,
    };
  if (holder.isDisabled) return { right: false, because: `${holder.called} is disabled` };
  const ofOlder = holder.names.some((name) => olderServices.some((service) => name.startsWith(service)));
  const newer = serving.filter(({ exchange }) => exchange !== undefined && !older.has(exchange));
  if (ofOlder && newer.length > 0)
    return {
      right: false,
      because: `${holder.called} also holds exchangeMDB, exchangeRFR or exchangeAB names, as the account of 2010 servers does, and ${newer.map(({ name }) => name).join(', ')} answer to it`,
    };
  if (!holder.isComputer)
    return {
      right: undefined,
      why: `${holder.called} is a user account: whether the servers have its password is seen with Get-ClientAccessServer -IncludeAlternateServiceAccountCredentialStatus alone`,
    };
  return { right: true, because: `${holder.called} is a computer account without a machine` };
}

/** Encryption types of msDS-SupportedEncryptionTypes ([MS-KILE] 2.2.7). */
export function encryptionTypes(bits: bigint): readonly ('rc4' | 'aes128' | 'aes256' | 'other')[] {
  return [
    ...((bits & 0x4n) === 0n ? [] : (['rc4'] as const)),
    ...((bits & 0x8n) === 0n ? [] : (['aes128'] as const)),
    ...((bits & 0x10n) === 0n ? [] : (['aes256'] as const)),
    ...((bits & 0x3n) === 0n ? [] : (['other'] as const)),
  ];
}
