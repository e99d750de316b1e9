import { whenLikely } from '../readings/offers.ts';
import { leafDiffers, serversWithOtherLeaf } from '../readings/tls-path.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'keep-tls-unbroken',
  title: 'Let TLS reach Exchange unopened, or with the same certificate',
  effect: 'organisation',
  parameters: (seen) => ({ product: seen.text('path.product') ?? '' }),
  when: whenLikely,
  steps: (seen, { product }) => {
    const device = product === '' ? 'the device in front of Exchange' : String(product);
    return [
      leafDiffers(seen) === true
        ? `${serversWithOtherLeaf(seen)} shows another certificate than the common name: bind one and the same certificate (with its private key) on ${device} and on every server: Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services IIS`
        : `Compare the certificate through the common name with that of each server; ${device} and all servers must hold the same one.`,
      `Set ${device} to pass TLS through (layer 4), or to open it and encrypt it again with that certificate; never to hand it on as plain HTTP.`,
      'Switch SSL offloading off: Get-OutlookAnywhere | Where-Object { $_.SSLOffloading } | ForEach-Object { Set-OutlookAnywhere -Identity $_.Identity -SSLOffloading $false -InternalClientsRequireSsl $true -ExternalClientsRequireSsl $true }   (write down what each had)',
      'Try it on one node with a test PC (hosts file) before the common name is changed.',
    ];
  },
  consequences:
    'Connections through the device are cut once when its setting changes; a device that no longer opens TLS cannot inspect or route by path.',
  rollback: `Put back the device's former setting and the SSL offloading values that were written down.`,
  verification:
    'The certificate through the common name has the same hash as on each server, no event 4625 with C000035B follows, and Outlook starts without a box.',
  source: 'Microsoft CSS-Exchange, Exchange Extended Protection (SSL offloading, SSL bridging)',
});
