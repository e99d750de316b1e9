import type { NewFact } from '../looking/look.ts';
import { eventFact, grouped, type WindowsEvent } from './events.ts';

/** 4625: a logon failed here. 4771: no Kerberos ticket. 4776: NTLM was checked. 4740: an account was locked. */
export const failedLogonIds = { server: [4625], controller: [4740, 4771, 4776] } as const;

/** NTSTATUS values of failed logons ([MS-ERREF] 2.3.1), upper case without 0x. */
const statuses: ReadonlyMap<string, string> = new Map([
  ['C000006A', 'bad-password'],
  ['C0000064', 'bad-password'],
  ['C0000234', 'locked'],
  ['C0000071', 'expired'],
  ['C0000193', 'expired'],
  ['C0000072', 'disabled'],
  ['C0000224', 'must-change'],
  ['C000006E', 'restricted'],
  ['C000006F', 'restricted'],
  ['C0000070', 'restricted'],
  ['C000015B', 'restricted'],
  ['C0000413', 'restricted'],
  ['C000035B', 'channel-binding'],
  ['C0000418', 'ntlm-blocked'],
  ['C000005E', 'no-domain-controller'],
  ['C0000133', 'clock-skew'],
]);
/** Kerberos errors of event 4771 (RFC 4120 7.5.9); 0x12, revoked, may be any of locked, disabled, expired. */
const kerberos: ReadonlyMap<number, string> = new Map([
  [0x0e, 'no-etype'],
  [0x17, 'expired'],
  [0x18, 'bad-password'],
  [0x25, 'clock-skew'],
]);

/** One failed logon, whichever event tells it. */
export interface FailedLogon {
  /** As it was typed; with the domain that was given. */
  readonly name: string;
  readonly domain: string | undefined;
  /** Windows’ sub-status, upper case without 0x; undefined for Kerberos errors. */
  readonly status: string | undefined;
  readonly signature: string | undefined;
  readonly workstation: string | undefined;
  readonly clientIp: string | undefined;
  readonly logonType: number | undefined;
  /** Which NTLM it came by (`NTLM V1`), where the event says. */
  readonly ntlmPackage?: string | undefined;
}

/** What an event tells of a failed logon; undefined when it tells of none (4776 of success too). */
export function failedLogon({ id, data }: WindowsEvent): FailedLogon | undefined {
  const name = said(data.TargetUserName);
  if (name === undefined) return undefined;
  const clientIp = addressOf(data.IpAddress);
  if (id === 4740)
    return {
      name,
      domain: undefined,
      status: 'C0000234',
      signature: 'locked',
      // The event keeps the computer from which it came in the field of the domain.
      workstation: said(data.WorkstationName) ?? said(data.TargetDomainName),
      clientIp,
      logonType: undefined,
    };
  const workstation = said(data.WorkstationName) ?? said(data.Workstation);
  const domain = said(data.TargetDomainName);
  const logonType = Number(data.LogonType ?? Number.NaN);
  const rest = {
    name,
    domain,
    workstation,
    clientIp,
    logonType: Number.isInteger(logonType) ? logonType : undefined,
    ntlmPackage: said(data.LmPackageName),
  };
  if (id === 4771) {
    const code = Number(said(data.Status) ?? Number.NaN);
    return { ...rest, status: undefined, signature: kerberos.get(code) };
  }
  const status = statusOf(data.SubStatus) ?? statusOf(data.Status);
  return status === undefined ? undefined : { ...rest, status, signature: statuses.get(status) };
}

const said = (text: string | undefined): string | undefined =>
  text === undefined || ['', '-'].includes(text.trim()) ? undefined : text.trim();
/** Zero is success, or "see the other one". */
function statusOf(text: string | undefined): string | undefined {
  const hex = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(said(text) ?? '')?.[1]?.toUpperCase();
  return hex === undefined || /^0+$/.test(hex) ? undefined : hex;
}
/** IPv4 as Windows writes it in a socket of IPv6. */
function addressOf(text: string | undefined): string | undefined {
  const address = said(text)?.replace(/^::ffff:/i, '');
  return address === undefined || address === '::1' || address.startsWith('127.') ? undefined : address;
}

/** The name as it was typed: an address by itself, another behind its domain. */
export const typedName = ({ name, domain }: FailedLogon): string =>
  domain === undefined || name.includes('@') ? name : `${domain}\\${name}`;

/** A `log[]` fact for each way in which logons failed on a server. */
export function failedLogonFacts(
  host: string,
  events: readonly WindowsEvent[],
  usersBySubStatus: Readonly<Record<string, number>>,
): readonly NewFact[] {
  const failed = events.filter((event) => failedLogon(event) !== undefined);
  const alike = (event: WindowsEvent): string => {
    const { name, domain, status, signature, workstation, clientIp, ntlmPackage } = failedLogon(event) ?? {};
    return [event.id, name, domain, status, signature, workstation, clientIp, ntlmPackage]
      .join('\n')
      .toLowerCase();
  };
  const met = new Map(Object.entries(usersBySubStatus).map(([status, users]) => [statusOf(status), users]));
  return grouped(failed, alike).flatMap((group) => {
    const logon = failedLogon(group[0]);
    if (logon === undefined) return [];
    const { status, signature, workstation, clientIp, logonType, ntlmPackage } = logon;
    const byNtlm = ntlmPackage === undefined ? '' : `, ${ntlmPackage}`;
    return [
      eventFact(host, 'security', group, {
        user: typedName(logon),
        workstation,
        clientIp,
        logonType,
        substatus: status === undefined ? undefined : Number.parseInt(status, 16),
        users: status === undefined ? undefined : met.get(status),
        text: status === undefined ? group[0].message.slice(0, 300) : `sub-status ${status}${byNtlm}`,
        signature,
      }),
    ];
  });
}
