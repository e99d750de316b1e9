import { finding } from '../finding.ts';

export default finding({
  id: 'built-in-probes-misleading',
  when: (seen) =>
    seen.some('iis', (key) =>
      /\/default web site\/(mapi|rpc)$/i.test(key)
        ? seen.is(`iis[${key}].extendedProtection`, 'allow', 'require')
        : false,
    ),
  says: () =>
    'Extended Protection is on: the built-in probes OutlookMapiHttpCtpProbe and OutlookRpc* then fail without a fault, so a failed Test-OutlookConnectivity says nothing here.',
});
