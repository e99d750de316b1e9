import { quoted, whenLikely } from '../readings/offers.ts';
import { behindFrontEnds, takesWindows } from '../readings/outlook-anywhere.ts';
import { frontEnds } from '../readings/servers.ts';
import { toldBasic } from '../readings/told-method.ts';
import { advice } from '../remedy.ts';

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

export default advice({
  id: 'set-outlook-anywhere',
  title: 'Set the sign-in methods of Outlook Anywhere so that all servers fit',
  effect: 'organisation',
  parameters: (seen) => ({
    older: behindFrontEnds(seen).filter((server) => takesWindows(seen, server) !== true),
    newer: toldBasic(seen) === true ? [...frontEnds(seen)].sort() : [],
  }),
  when: whenLikely,
  steps: (_, { older, newer }) => {
    const identity = (server: string) => quoted(`${server}\\Rpc (Default Web Site)`);
    const listed = [...texts(older), ...texts(newer)];
    const write = (server: string) =>
      `Write down what is there: Get-OutlookAnywhere -Identity ${identity(server)} | Format-List *AuthenticationMethod*,SSLOffloading,*RequireSsl`;
    return [
      ...(listed.length === 0
        ? ['See every server: Get-OutlookAnywhere | Format-List Identity,*AuthenticationMethod*']
        : []),
      ...(texts(older).length === 0 && texts(newer).length === 0
        ? ['<Exchange 2010 server>']
        : texts(older)
      ).flatMap((server) => [
        write(server),
        `On Exchange 2010: Set-OutlookAnywhere -Identity ${identity(server)} -ClientAuthenticationMethod NTLM -IISAuthenticationMethods Basic,NTLM -SSLOffloading $false`,
      ]),
      ...texts(newer).flatMap((server) => [
        write(server),
        `On Exchange 2013 or later: Set-OutlookAnywhere -Identity ${identity(server)} -ExternalClientAuthenticationMethod NTLM -InternalClientAuthenticationMethod NTLM -IISAuthenticationMethods Basic,NTLM,Negotiate -ExternalClientsRequireSsl $true -InternalClientsRequireSsl $true`,
      ]),
      'Wait 15 minutes: Exchange copies the setting from the directory to IIS by itself, and overwrites what was changed in IIS Manager.',
      'Autodiscover tells clients within the hour; restart Outlook then.',
    ];
  },
  consequences:
    'Outlook Anywhere sessions of those servers sign in anew; clients that can use Basic only (behind a gateway that pre-authenticates) need another plan.',
  rollback: 'Set the values that were written down with the same command, on the servers that were touched.',
  verification:
    'An anonymous request to /rpc/rpcproxy.dll of each server is answered 401 with NTLM in the list, an echo with NTLM succeeds, and Autodiscover hands out NTLM.',
  source: 'Microsoft, Set-OutlookAnywhere; KB2784787',
});
