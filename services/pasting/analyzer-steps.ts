import type { Collection } from './collecting.ts';
import { type Answer, bringAnswer, urlOf } from './service-facts.ts';
import { readTime } from './times.ts';

/** Where the analyzer is in its steps. */
export interface Standing {
  host: string | undefined;
  url: URL | undefined;
  answer: Answer | undefined;
}
/** One sentence of the analyzer and what it brings. */
interface Rule {
  readonly says: RegExp;
  readonly bring?: (groups: readonly string[], standing: Standing, line: number, found: Collection) => void;
}
const hostName = String.raw`([\w*.-]{1,253}?)`;
const tls = (standing: Standing, leaf: string): string | undefined =>
  standing.host === undefined ? undefined : `tls[${standing.host}@vip].${leaf}`;
const state = (
  leaf: string,
  value: string | boolean | undefined,
  standing: Standing,
  line: number,
  found: Collection,
): void => {
  const path = tls(standing, leaf);
  if (path !== undefined) found.fact(line, path, value);
};
const setHost = (text: string, standing: Standing): void => {
  const host = text.toLowerCase().replace(/\.$/, '');
  if (/^[\w-]+(?:\.[\w-]+)*$/.test(host)) standing.host = host;
};

/** In order: the first that fits counts. */
const rules: readonly Rule[] = [
  {
    says: new RegExp(`(?:resolve the host name|resolve the DNS name) ${hostName} in DNS`, 'i'),
    bring: ([host = ''], standing) => setHost(host, standing),
  },
  {
    says: /IP addresses returned: ([0-9a-f.:, ]{3,500})/i,
    bring: ([text = ''], { host }, line, found) => {
      const all = text.split(/[,\s]+/).filter((one) => one !== '');
      if (host === undefined) return;
      const [v4, v6] = [all.filter((one) => !one.includes(':')), all.filter((one) => one.includes(':'))];
      if (v4.length > 0) found.fact(line, `dns[${host}].a`, v4);
      if (v6.length > 0) found.fact(line, `dns[${host}].aaaa`, v6);
    },
  },
  {
    says: /host (?:name )?(?:\S{1,253} )?(?:couldn't|could not|couldn’t) be resolved/i,
    bring: (_, { host }, line, found) => {
      if (host !== undefined) found.fact(line, `dns[${host}].error`, 'could not be resolved');
    },
  },
  {
    says: new RegExp(`Testing TCP port \\d{1,5} on host ${hostName} to`, 'i'),
    bring: ([host = ''], standing) => setHost(host, standing),
  },
  {
    says: /port is either blocked, not listening|port (?:is )?blocked/i,
    bring: (_, standing, line, found) => state('error', 'the port does not answer', standing, line, found),
  },
  {
    says: new RegExp(
      `host name ${hostName} (?:doesn't|doesn’t|does not) match any name found on the server certificate (.{0,500})`,
      'i',
    ),
    bring: ([host = '', names = ''], standing, line, found) => {
      setHost(host, standing);
      state('nameMatches', false, standing, line, found);
      state('commonName', commonNameOf(names), standing, line, found);
    },
  },
  {
    says: /certificate name (?:was|has been) validated successfully|Host name \S{1,253} was found in the certificate/i,
    bring: (_, standing, line, found) => state('nameMatches', true, standing, line, found),
  },
  {
    says: /(?:Remote )?Certificate Subject: (.{1,300}?),? Issuer: (.{1,300})$/i,
    bring: ([subject = '', issuer = ''], standing, line, found) => {
      state('commonName', commonNameOf(subject), standing, line, found);
      state('issuer', issuer.replace(/\.$/, ''), standing, line, found);
    },
  },
  {
    says: /NotBefore ?= ?(.{6,40}?), NotAfter ?= ?(.{6,40})/i,
    bring: ([before = '', after = ''], standing, line, found) => {
      // The analyzer runs in UTC.
      for (const [leaf, text] of [
        ['notBefore', before],
        ['notAfter', after],
      ] as const) {
        const read = readTime(text, 0);
        if (read !== undefined && 'at' in read) state(leaf, read.at, standing, line, found);
      }
    },
  },
  {
    says: /certificate (?:trust validation failed|chain (?:couldn't|couldn’t|could not) be (?:built|validated))|isn't trusted by|chain did not end in a trusted root/i,
    bring: (_, standing, line, found) => state('trusted', false, standing, line, found),
  },
  {
    says: /certificate is trusted and all certificates are present/i,
    bring: (_, standing, line, found) => state('trusted', true, standing, line, found),
  },
  {
    says: /(?:Accept\/Require Client Certificates|Client certificate authentication) (isn't|isn’t|wasn't|wasn’t|is|was)\b/i,
    bring: ([word = ''], standing, line, found) =>
      state('asksClientCertificate', !/n['’]t$/i.test(word), standing, line, found),
  },
  {
    says: /(?:POST request to|redirect (?:response )?(?:was received )?(?:to|from)|Methods for URL|URL|endpoint) (https?:\/\/[^\s,"'<>]{4,500})(?:.{0,40} for user (\S{3,200}))?/i,
    bring: ([text = '', user], standing, _, found) => {
      const url = urlOf(text.replace(/\.$/, ''));
      if (url !== undefined) [standing.url, standing.host] = [url, url.hostname.toLowerCase()];
      found.about(user?.replace(/\.$/, ''));
    },
  },
  {
    says: /Methods Found: ([A-Za-z, ]{3,200})/i,
    bring: ([list = ''], { url }, line, found) => {
      if (url === undefined) return;
      const schemes = list.split(/[,\s]+/).filter((one) => one !== '');
      bringAnswer(
        { line, url, status: 401, headers: new Map([['www-authenticate', schemes]]), scheme: undefined },
        found,
      );
    },
  },
  {
    says: /\bHTTP (\d{3}) [A-Za-z ]{2,30}response was received/i,
    bring: ([status = ''], standing, line) => {
      if (standing.url !== undefined)
        standing.answer = {
          line,
          url: standing.url,
          status: Number(status),
          headers: new Map(),
          scheme: undefined,
        };
    },
  },
  {
    says: /(?:test|testing|attempting|validating|checking|sending|contact|elapsed time|additional details|test steps|tell me more|HTTP Response Headers|successfully|failed|was (?:found|received)|connectivity analyzer)\b/i,
  },
];
const commonNameOf = (text: string): string | undefined =>
  /CN=([^,"]{1,253})/i.exec(text)?.[1]?.trim().replace(/\.$/, '');

/** Reads one line of the analyzer; false when it is none that is known. */
export function readStep(text: string, standing: Standing, line: number, found: Collection): boolean {
  for (const { says, bring } of rules) {
    const match = says.exec(text);
    if (match === null) continue;
    bring?.(match.slice(1), standing, line, found);
    return true;
  }
  return false;
}
