import { all, any, not, reading, type Seen, type Truth } from '../cause.ts';
import { boxHost, mailDomain, shows } from './box.ts';
import { steps } from './lookup.ts';
import { names } from './sentences.ts';
import type { Node } from './servers.ts';

/** The TLS looks at the mail domain itself. */
const certificates = (seen: Seen): readonly string[] =>
  seen.keys('tls').filter((key) => key.startsWith(`${mailDomain(seen)}@`));
/** Whether the mail domain itself shows a certificate that Outlook warns of. */
export const domainWarns = reading((seen: Seen): Truth => {
  const keys = certificates(seen);
  if (keys.length === 0) return undefined;
  return any(
    ...keys.map((key) => {
      const notAfter = seen.time(`tls[${key}].notAfter`);
      return any(
        not(seen.flag(`tls[${key}].nameMatches`)),
        not(seen.flag(`tls[${key}].trusted`)),
        notAfter === undefined ? undefined : notAfter < seen.now,
      );
    }),
  );
});
/** What the mail domain answered to the Autodiscover question. */
export const domainStatus = (seen: Seen, { key }: Node): number | undefined =>
  seen.number(`autodiscover[${key}].status`);
/** Whether Exchange itself answers there: it names its front end, or the mailbox in place of a server. */
export const byExchange = (seen: Seen, { key }: Node): boolean =>
  (seen.text(`autodiscover[${key}].frontEnd`) ?? '') !== '' ||
  (seen.text(`autodiscover[${key}].server`) ?? '').includes('@');
/** A Windows logon is answered by Outlook itself; whoever offers none asks the person. */
const offersWindows = (seen: Seen, { key }: Node): boolean =>
  (seen.list(`autodiscover[${key}].schemes`) ?? []).some((scheme) => /^(negotiate|ntlm)/i.test(scheme));
/** Whether a stranger at the mail domain asks for a password or sends Outlook elsewhere. */
export const strangerAnswers = (seen: Seen): Truth => {
  const found = steps(seen, 'root');
  if (found.length === 0) return undefined;
  return any(
    ...found.map((node) => {
      const code = domainStatus(seen, node);
      if (code === undefined)
        return (seen.text(`autodiscover[${node.key}].error`) ?? '') === '' ? undefined : false;
      if (byExchange(seen, node)) return false;
      return code === 401 ? !offersWindows(seen, node) : [407, 301, 302, 307, 308].includes(code);
    }),
  );
};
/** Whether nothing that Outlook could use answers at the mail domain. */
export const domainIsSilent = (seen: Seen): Truth => {
  const found = steps(seen, 'root');
  const domain = mailDomain(seen);
  const unreachable = any(
    (seen.text(`dns[${domain}].error`) ?? '') !== '' || undefined,
    ...certificates(seen).map((key) => (seen.text(`tls[${key}].error`) ?? '') !== '' || undefined),
  );
  if (unreachable === true) return true;
  const answers = found.map((node) => {
    if ((seen.text(`autodiscover[${node.key}].error`) ?? '') !== '') return true;
    const code = domainStatus(seen, node);
    return code === undefined ? undefined : code === 404 || code === 403 || code === 410;
  });
  return answers.length === 0 ? undefined : all(...answers, not(domainWarns(seen)) !== false);
};
/** Whether the box names a mail server or a device, by host or certificate. */
export const boxOfMailServer = (seen: Seen): Truth =>
  any(
    seen.is('popup.hostIs', 'namespace', 'own-server', 'other-exchange-server'),
    seen.is('popup.certificateOf', 'namespace', 'own-server', 'other-exchange-server', 'device', 'scanner'),
  );
/** Whether every certificate but that of the mail domain was seen to be right: its names, its chain and its dates. */
const otherCertificatesRight = (seen: Seen): Truth => {
  const own = certificates(seen);
  const others = seen.keys('tls').filter((key) => !own.includes(key));
  if (others.length === 0) return undefined;
  return all(
    ...others.map((key) => {
      const notAfter = seen.time(`tls[${key}].notAfter`);
      return all(
        seen.flag(`tls[${key}].nameMatches`),
        seen.flag(`tls[${key}].trusted`),
        notAfter === undefined ? undefined : notAfter > seen.now,
      );
    }),
  );
};
/** Whether the box is the mail domain's: by what it names, by Outlook's log, or because nothing else shows such a fault. */
export const boxOfMailDomain = (seen: Seen): Truth => {
  const host = boxHost(seen);
  if (boxOfMailServer(seen) === true) return false;
  // The name autodiscover.<mail domain> is a step of its own, with a record of its own.
  if (host === `autodiscover.${mailDomain(seen)}` && seen.is('popup.hostIs', 'mail-domain') !== true)
    return false;
  const named = any(
    seen.is('popup.hostIs', 'mail-domain', 'foreign'),
    seen.is('popup.certificateOf', 'web-site', 'other'),
    seen.is('client.autodiscoverFirst', 'root'),
    host === undefined ? undefined : host === mailDomain(seen),
    all(shows(seen, 'certificate'), domainWarns(seen), otherCertificatesRight(seen)),
    all(shows(seen, 'credential', 'allow-website'), strangerAnswers(seen), host === undefined || undefined),
  );
  return named === false ? undefined : named;
};
/** What the mail domain answers, as a sentence. */
export const domainSays = (seen: Seen): string => {
  const [node] = steps(seen, 'root');
  const [key] = certificates(seen);
  const shown = key === undefined ? [] : (seen.list(`tls[${key}].names`) ?? []);
  return `https://${mailDomain(seen)}/autodiscover answers${node === undefined || domainStatus(seen, node) === undefined ? '' : ` ${domainStatus(seen, node)}`}${shown.length === 0 ? '' : ` with a certificate for ${names(shown)}`}.`;
};
