import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { readSerialNumber } from '../directory/versions.ts';
import { lastPart, serverOf } from '../printed/names.ts';
import { andMore } from '../vocabulary.ts';

const roles: Readonly<Record<string, string>> = {
  mailbox: 'mailbox',
  clientaccess: 'cas',
  frontend: 'cas',
  hubtransport: 'hub',
  unifiedmessaging: 'um',
  edge: 'edge',
};
const rolesOf = (object: PrintedObject): readonly string[] | undefined =>
  (object.list('ServerRole') ?? undefined)?.map((role) =>
    role === andMore ? role : (roles[role.toLowerCase()] ?? 'other'),
  );

export default cmdletFamily({
  id: 'exchange-server',
  cmdlets: ['Get-ExchangeServer'],
  reads: ['Name', 'Fqdn', 'Identity', 'AdminDisplayVersion', 'ServerRole', 'Site', 'Edition'],
  marks: [
    ['AdminDisplayVersion', 'ServerRole'],
    ['Name', 'AdminDisplayVersion'],
    ['Name', 'ServerRole'],
  ],
  read: (object) => {
    const server = serverOf(object, 'Name', 'Fqdn', 'Identity');
    if (server === undefined) return [];
    const version = readSerialNumber(object.text('AdminDisplayVersion') ?? '');
    const site = lastPart(object.text('Site'));
    return [
      ['AdminDisplayVersion', `servers[${server}].exchange`, version?.exchange],
      ['AdminDisplayVersion', `servers[${server}].build`, version?.build],
      ['ServerRole', `servers[${server}].roles`, rolesOf(object)],
      ['Site', `servers[${server}].site`, site || undefined],
    ];
  },
});
