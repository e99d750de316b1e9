import { cmdletFamily } from '../cmdlet.ts';
import { serverOf } from '../printed/names.ts';

export default cmdletFamily({
  id: 'rpc-client-access',
  cmdlets: ['Get-RpcClientAccess'],
  reads: ['Server', 'Name', 'EncryptionRequired', 'Responsibility'],
  marks: [['EncryptionRequired']],
  read: (object) => {
    const server = serverOf(object, 'Server', 'Name');
    return server === undefined
      ? []
      : [
          [
            'EncryptionRequired',
            `servers[${server}].rpcEncryptionRequired`,
            object.flag('EncryptionRequired'),
          ],
        ];
  },
});
