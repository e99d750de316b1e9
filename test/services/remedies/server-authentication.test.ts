import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import type { Example } from '../../../services/cause.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';
import { healthy } from '../causes/world.ts';

const { remedies } = await loadCatalogue();
const stepsOf = (id: string, facts: Example): string => {
  const remedy = remedies.find((one) => one.id === id);
  const { seen } = createRecorder(indexed(exampleCase(healthy, facts)));
  return remedy?.kind === 'advice' ? remedy.steps(seen, remedy.parameters(seen)).join('\n') : '';
};
const spn = 'spn[mail.contoso.example]';
const nspi = 'iis[ex16a/exchange back end/mapi/nspi]';

test.each<[string, Example, string]>([
  [
    'restore-iis-defaults',
    { [`${nspi}.providers`]: ['NTLM', 'Negotiate'] },
    '/-"providers.[value=\'NTLM\']" /commit:apphost',
  ],
  ['restore-iis-defaults', { [`${nspi}.ssl`]: [] }, '/sslFlags:Ssl /commit:apphost'],
  [
    'set-outlook-anywhere',
    { 'iis[ex10a/default web site/rpc].windows': false },
    "-Identity 'ex10a\\Rpc (Default Web Site)' -ClientAuthenticationMethod NTLM -IISAuthenticationMethods Basic,NTLM",
  ],
  [
    'set-outlook-anywhere',
    { 'autodiscover[autodiscover.contoso.example@ex16a].exprAuth': 'basic' },
    "-Identity 'ex16b\\Rpc (Default Web Site)' -ExternalClientAuthenticationMethod NTLM",
  ],
  [
    'enable-legacy-outlook-anywhere',
    { 'vdirs[ex10a/rpc].enabled': false },
    "Enable-OutlookAnywhere -Server 'ex10a' -ExternalHostname 'mail.contoso.example'",
  ],
  [
    'correct-spn',
    {
      [`${spn}.accounts`]: ['CORP\\EX10ASA$'],
      [`${spn}.rightAccount`]: false,
      'kerberos.account': 'CORP\\EX16ASA$',
    },
    "setspn -D 'http/mail.contoso.example' 'CORP\\EX10ASA$'",
  ],
  [
    'roll-service-account-credential',
    { 'kerberos.deployed': true, 'kerberos.servers': ['ex16a'] },
    "-ToSpecificServer 'ex16b' -CopyFrom 'ex16a'",
  ],
  ['set-service-account-encryption', { 'kerberos.account': 'CORP\\svc' }, "Set-ADUser 'svc'"],
  ['allow-client-access', { 'mailbox.blocks': ['external'] }, '-MAPIBlockOutlookExternalConnectivity $false'],
  [
    'roll-back-extended-protection',
    { 'iis[ex16a/default web site/mapi].extendedProtection': 'require' },
    "-ShowExtendedProtection -ExchangeServerNames 'ex16a'",
  ],
])('%s has its values filled in from %j', (id, facts, text) => {
  expect(stepsOf(id, facts)).toContain(text);
});

test('what is right already is not set again', () => {
  const steps = stepsOf('restore-iis-defaults', {
    [`${nspi}.providers`]: ['NTLM', 'Negotiate'],
    [`${nspi}.ssl`]: ['Ssl'],
    [`${nspi}.windows`]: true,
    [`${nspi}.kernelMode`]: false,
  });
  expect(steps).not.toMatch(/sslFlags|useKernelMode/);
});

test('nothing that was pasted breaks out of a command', () => {
  const evil = "X'; Remove-Mailbox anna; '";
  const steps = [
    stepsOf('correct-spn', { [`${spn}.accounts`]: [evil], [`${spn}.rightAccount`]: false }),
    stepsOf('roll-service-account-credential', { 'kerberos.account': evil }),
    stepsOf('restore-iis-defaults', { [`${nspi}.providers`]: [evil] }),
    stepsOf('open-advertised-path', { 'client.proxyServer': evil }),
  ].join('\n');
  expect(steps).not.toContain("X'; Remove");
});
