import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import type { Example } from '../../../services/cause.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';

const { remedies } = await loadCatalogue();
const stepsOf = (id: string, facts: Example): string => {
  const remedy = remedies.find((one) => one.id === id);
  if (remedy?.kind !== 'advice') throw new Error(`${id} is no advice`);
  const { seen } = createRecorder(indexed(exampleCase(facts)));
  return remedy.steps(seen, remedy.parameters(seen)).join('\n');
};
const point = (server: string, exchange: string): Example => ({
  [`servers[${server}].exchange`]: exchange,
  [`scp[${server}].url`]: `https://${server}.corp.local/autodiscover.xml`,
});
const redirect = 'autodiscover[autodiscover.contoso.example@vip/redirect].location';

test.each<[string, Example, readonly string[]]>([
  [
    'set-autodiscover-scp',
    { ...point('ex10a', '2010'), ...point('ex16a', '2016') },
    [
      "Set-ClientAccessServer -Identity 'ex10a'",
      "Set-ClientAccessService -Identity 'ex16a' -AutoDiscoverServiceInternalUri 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml'",
    ],
  ],
  [
    'trust-autodiscover-target',
    { [redirect]: 'https://mail.contoso.example/x.xml', 'client.outlookBuild': '14.0.7143' },
    [
      '[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Microsoft\\Office\\14.0\\Outlook\\AutoDiscover\\RedirectServers]',
      '"mail.contoso.example"=""',
    ],
  ],
  ['trust-autodiscover-target', { 'popup.host': 'a"b\nc' }, ['"autodiscover.contoso.example"=""']],
  ['exclude-root-domain', {}, ['"ExcludeHttpsRootDomain"=dword:00000001', '\\15.0\\', '\\16.0\\']],
  ['exclude-office365-endpoint', {}, ['"ExcludeExplicitO365Endpoint"=dword:00000001', '\\16.0\\']],
  [
    'ignore-client-certificates',
    { 'iis[ex16a/default web site/mapi].ssl': ['Ssl', 'Ssl128', 'SslNegotiateCert'] },
    ['set config "default web site/mapi" /section:access /sslFlags:Ssl,Ssl128 /commit:apphost'],
  ],
  [
    'separate-array-name',
    {
      'databases[db1].rpcClientAccessServer': 'mail.contoso.example',
      'databases[db2].rpcClientAccessServer': 'mail.contoso.example',
    },
    ["Set-MailboxDatabase -Identity 'db2' -RpcClientAccessServer 'outlook2010.contoso.example'"],
  ],
  [
    'control-public-folder-connections',
    { 'secondary[sales@contoso.example].kind': 'automapped' },
    ["Set-CASMailbox -Identity 'sales@contoso.example' -PublicFolderClientAccess $false"],
  ],
])('%s has its values filled in (%#)', (id, facts, texts) => {
  const steps = stepsOf(id, facts);
  for (const text of texts) expect(steps).toContain(text);
});
test('access to public folders is granted before the switch is set', () => {
  const steps = stepsOf('control-public-folder-connections', {});
  const [granted, switched] = ['-PublicFolderClientAccess $true', '-PublicFolderShowClientControl $true'].map(
    (text) => steps.indexOf(text),
  );
  expect(granted).toBeGreaterThan(-1);
  expect(switched).toBeGreaterThan(granted ?? Number.POSITIVE_INFINITY);
});
