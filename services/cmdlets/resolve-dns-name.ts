import { isIP } from 'node:net';
import { cmdletFamily } from '../cmdlet.ts';
import { keyPart } from '../printed/names.ts';
import { andMore } from '../vocabulary.ts';

export default cmdletFamily({
  id: 'resolve-dns-name',
  cmdlets: ['Resolve-DnsName'],
  reads: [
    'Name',
    'Type',
    'QueryType',
    'TTL',
    'Section',
    'IPAddress',
    'IP4Address',
    'IP6Address',
    'NameHost',
    'NameTarget',
    'Port',
  ],
  listsWhole: true,
  marks: [
    ['Name', 'Type', 'TTL', 'Section'],
    ['Name', 'QueryType', 'TTL', 'Section'],
  ],
  read: (object) => {
    const host = keyPart(object.text('Name')?.replace(/\.$/, ''));
    const type = (object.text('Type') || object.text('QueryType') || '').toUpperCase();
    if (host === undefined) return [];
    const target = (object.text('NameTarget') || object.text('NameHost'))?.toLowerCase().replace(/\.$/, '');
    const address = ['IPAddress', 'IP4Address', 'IP6Address'].find((name) => object.text(name));
    const value = address === undefined ? undefined : object.text(address);
    const listed = value === undefined || isIP(value) === 0 ? undefined : [value, andMore];
    switch (type) {
      case 'A':
        return [[address ?? '', `dns[${host}].a`, listed]];
      case 'AAAA':
        return [[address ?? '', `dns[${host}].aaaa`, listed]];
      case 'CNAME':
        return [[object.has('NameHost') ? 'NameHost' : 'NameTarget', `dns[${host}].cname`, target]];
      case 'SRV':
        return [
          [
            object.has('NameTarget') ? 'NameTarget' : 'NameHost',
            `dns[${host}].srv`,
            target && object.text('Port') ? [`${target}:${object.text('Port')}`, andMore] : undefined,
          ],
        ];
      default:
        return [];
    }
  },
});
