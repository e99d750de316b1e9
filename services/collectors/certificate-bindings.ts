import { z } from 'zod';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { each, newerServers, printed } from '../windows/running.ts';

/** What `get-certificate-bindings` prints: the https bindings of the sites, and whether their certificate is there. */
const prints = z.array(
  z.object({
    site: z.string(),
    port: z.number().int().min(1).max(65_535),
    /** Of a binding for one name only (SNI). */
    host: z.string().nullish(),
    /** SHA-1 thumbprint as Windows writes it, empty when the binding has lost its certificate. */
    thumbprint: z.string().regex(/^[0-9a-f ]*$/i),
    /** SHA-256 of the certificate, when it is in the store. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .nullish(),
    inStore: z.boolean(),
  }),
);
type Binding = z.infer<typeof prints>[number];
const leaves = ['frontEndBinding', 'backEndBinding', 'backEndCertificateInStore'];

export default collector({
  id: 'certificate-bindings',
  title: 'Certificates bound to the web sites',
  needs: ['servers.exchange'],
  brings: leaves.map((leaf) => `servers.${leaf}`),
  deadlineMs: 10_000,
  subjects: (known) =>
    each(newerServers(known), (server) => leaves.map((leaf) => `servers[${server}].${leaf}`)),
  run: async ({ key: host }, _known, clients, signal): Promise<Brought> => {
    const bindings = await printed(
      clients,
      { host, script: 'get-certificate-bindings', prints, what: 'bindings of web sites' },
      signal,
    );
    const at = (port: number) => bindings.find((one) => one.port === port && (one.host ?? '') === '');
    const state = (leaf: string, value: NewFact['value'], says: string): NewFact => ({
      fact: `servers[${host}].${leaf}`,
      value,
      from: 'worker',
      source: `get-certificate-bindings on ${host}: ${says}`,
    });
    const [front, back] = [at(443), at(444)];
    return {
      facts: [
        state('frontEndBinding', hashOf(front), saying(front, 443)),
        state('backEndBinding', hashOf(back), saying(back, 444)),
        ...(hashOf(back) === ''
          ? []
          : [state('backEndCertificateInStore', back?.inStore === true, saying(back, 444))]),
      ],
    };
  },
});

/** By SHA-256 as in `tls[…].leaf`, so that both can be compared; by Windows’ thumbprint when the certificate is gone. */
const hashOf = (binding: Binding | undefined): string =>
  (binding?.sha256 ?? binding?.thumbprint ?? '').replaceAll(' ', '').toLowerCase();
const saying = (binding: Binding | undefined, port: number): string =>
  binding === undefined || binding.thumbprint === ''
    ? `no certificate on ${port}`
    : `${binding.site} on ${port} has thumbprint ${binding.thumbprint.replaceAll(' ', '').toUpperCase()}${binding.inStore ? '' : ', which is not in the store'}`;
