import { presented, whose } from '../readings/certificates.ts';
import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'complete-certificate-chain',
  title: 'Complete the chain on the server, or bring the root to the PCs',
  effect: 'organisation',
  parameters: (seen) => {
    const wrong = presented(seen).filter(({ key }) => seen.flag(`tls[${key}].trusted`) === false);
    return {
      hosts: wrong.map(whose).toSorted(),
      issuers: [...new Set(wrong.flatMap(({ key }) => seen.text(`tls[${key}].issuer`) ?? []))].toSorted(),
      windows: seen.text('client.windows') ?? null,
    };
  },
  when: whenLikely,
  steps: (_, { hosts, issuers, windows }) => {
    const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
    return [
      `See what is sent${texts(hosts).length > 0 ? ` by ${names(texts(hosts))}` : ''}: openssl s_client -connect <host>:443 -servername <host> -showcerts   (leaf and every intermediate must come, the root need not).`,
      `On the server or device that ends TLS import the missing intermediate${texts(issuers).length > 0 ? ` (${names(texts(issuers))})` : ''} into Intermediate Certification Authorities of the computer: certutil -addstore CA <file>; then start IIS’s site or the device’s service anew.`,
      'If the root itself is unknown to the PCs (an authority of your own): publish it by group policy, Trusted Root Certification Authorities, or certutil -dspublish -f <file> RootCA. PCs outside the domain need it by hand or a certificate of a public authority.',
      `If one Windows alone refuses it${typeof windows === 'string' ? ` (here ${windows})` : ''}: bring its updates (roots, SHA-2) or use a signature that it knows while it is there.`,
      'If it is revoked: order a new one at once; nothing else helps.',
    ];
  },
  consequences: 'None for PCs that trust it already.',
  rollback: 'certutil -delstore CA <serial number>, or take the root out of the policy again.',
  verification:
    'Every server shows the whole chain, and an affected PC opens https://<host>/autodiscover without a warning.',
  source: 'Microsoft, certutil; KB923575',
});
