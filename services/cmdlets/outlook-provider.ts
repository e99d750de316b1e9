import { cmdletFamily } from '../cmdlet.ts';

export default cmdletFamily({
  id: 'outlook-provider',
  cmdlets: ['Get-OutlookProvider'],
  reads: [
    'Name',
    'Identity',
    'CertPrincipalName',
    'Server',
    'TTL',
    'OutlookProviderFlags',
    'RequiredClientVersions',
  ],
  marks: [['CertPrincipalName'], ['Name', 'TTL', 'Server']],
  read: (object) => {
    const name = (object.text('Name') || object.text('Identity') || object.argument || '').toUpperCase();
    switch (name) {
      case 'EXPR':
        return [
          ['CertPrincipalName', 'providers.exprPrincipal', object.text('CertPrincipalName')],
          ['Server', 'providers.exprServer', object.text('Server')],
        ];
      case 'EXCH':
        return [['CertPrincipalName', 'providers.exchPrincipal', object.text('CertPrincipalName')]];
      default:
        return [];
    }
  },
});
