import { z } from 'zod';
import { type Brought, collector } from '../looking/look.ts';
import { each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-rpc-client-access` prints of Get-RpcClientAccess. */
const prints = z.object({ encryptionRequired: z.boolean() });

export default collector({
  id: 'rpc-client-access',
  title: 'RPC Client Access',
  needs: ['servers.exchange'],
  brings: ['servers.rpcEncryptionRequired'],
  deadlineMs: 10_000,
  subjects: (known) => each(exchangeServers(known), (server) => [`servers[${server}].rpcEncryptionRequired`]),
  run: async ({ key: host }, _known, clients, signal): Promise<Brought> => {
    const { encryptionRequired } = await printed(
      clients,
      { host, script: 'get-rpc-client-access', prints, what: 'settings of RPC Client Access' },
      signal,
    );
    return {
      facts: [
        {
          fact: `servers[${host}].rpcEncryptionRequired`,
          value: encryptionRequired,
          from: 'worker',
          source: `get-rpc-client-access on ${host}: EncryptionRequired`,
        },
      ],
    };
  },
});
