import { describe, expect, test } from '@jest/globals';
import popupText from '../../../services/readers/popup-text.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { box, chain } from './samples/popup-text.ts';

const facts = (text: string) => factsOf(pastedTo(popupText, text));

test('a password box: host, prefilled name, what it offers', () => {
  expect(facts(box)).toEqual({
    'popup.kind': 'credential',
    'popup.text': expect.stringContaining('Windows Security'),
    'popup.host': 'mail.contoso.example',
    'popup.prefilledUser': 'CORP\\anna',
    'popup.rememberOffered': true,
  });
});
test('several boxes in order, in two languages, wrapped', () => {
  expect(facts(chain)).toEqual({
    'popup.kind': 'restart',
    'popup.chain': ['restart', 'credential'],
    'popup.text':
      'The Microsoft Exchange administrator has made a change that requires you quit and restart Outlook.',
  });
});
test('a certificate box and the host that it names', () => {
  expect(
    facts(`Security Alert
autodiscover.contoso.example
Information you exchange with this site cannot be viewed or changed by others.
The security certificate has expired or is not yet valid.`),
  ).toEqual({
    'popup.kind': 'certificate',
    'popup.text': 'The security certificate has expired or is not yet valid.',
    'popup.host': 'autodiscover.contoso.example',
  });
});
test('a proxy’s certificate is no other certificate’s box', () => {
  expect(
    facts(`There is a problem with the proxy server's security certificate.
The name on the security certificate is invalid or does not match the name of the target site mail.contoso.example.
Outlook is unable to connect to the proxy server mail.contoso.example. (Error Code 10)`),
  ).toMatchObject({ 'popup.kind': 'proxy-certificate', 'popup.host': 'mail.contoso.example' });
});

describe('each box in each language', () => {
  test.each<[kind: string, text: string]>([
    [
      'restart',
      'Der Microsoft Exchange-Administrator hat eine Änderung vorgenommen, die es erfordert, dass Sie Outlook beenden und neu starten.',
    ],
    [
      'restart',
      'L’administrateur Microsoft Exchange a effectué une modification qui nécessite que vous quittiez et redémarriez Outlook.',
    ],
    [
      'restart',
      'De Microsoft Exchange-beheerder heeft een wijziging aangebracht waardoor u Outlook moet afsluiten en opnieuw starten.',
    ],
    [
      'restart',
      'El administrador de Microsoft Exchange ha realizado un cambio que requiere que salga y reinicie Outlook.',
    ],
    [
      'allow-website',
      'Allow this website to configure anna@contoso.example server settings?\nhttps://autodiscover.contoso.example/autodiscover/autodiscover.xml',
    ],
    [
      'allow-website',
      'Soll diese Website die Servereinstellungen für anna@contoso.example konfigurieren dürfen?',
    ],
    ['allow-website', 'Autoriser ce site web à configurer les paramètres du serveur anna@contoso.example ?'],
    [
      'allow-website',
      'Wilt u toestaan dat deze website de serverinstellingen van anna@contoso.example configureert?',
    ],
    [
      'allow-website',
      '¿Permitir que este sitio web configure las opciones del servidor de anna@contoso.example?',
    ],
    [
      'certificate',
      'Der Name auf dem Sicherheitszertifikat ist ungültig oder stimmt nicht mit dem Namen der Website überein.',
    ],
    ['certificate', 'Le certificat de sécurité a expiré ou n’est pas encore valide.'],
    [
      'certificate',
      'De naam op het beveiligingscertificaat is ongeldig of komt niet overeen met de naam van de site.',
    ],
    [
      'certificate',
      'El nombre del certificado de seguridad no es válido o no coincide con el nombre del sitio.',
    ],
    ['proxy-certificate', 'Es liegt ein Problem mit dem Sicherheitszertifikat des Proxyservers vor.'],
    ['encrypted-unavailable', 'An encrypted connection to your mail server is not available.'],
    ['encrypted-unavailable', 'Eine verschlüsselte Verbindung mit dem E-Mail-Server ist nicht verfügbar.'],
    [
      'temporary-mailbox',
      'Exchange is currently in recovery mode. You can connect, work offline, or cancel this log on.',
    ],
    ['temporary-mailbox', 'Exchange befindet sich zurzeit im Wiederherstellungsmodus.'],
    ['credential', 'Seguridad de Windows\nMicrosoft Outlook\nConectando a anna@contoso.example'],
    ['credential', 'Sécurité Windows\nMicrosoft Outlook\nConnexion à anna@contoso.example'],
    ['credential', 'Windows-beveiliging\nMicrosoft Outlook\nVerbinding maken met anna@contoso.example'],
  ])('%s: %s', (kind, text) => {
    expect(facts(text)['popup.kind']).toBe(kind);
    // Typed with breaks where they fall.
    expect(
      facts(
        text
          .replaceAll(' ', '\n')
          .split('\n')
          .reduce((all, word, at) => all + (at % 5 === 0 ? '\n' : ' ') + word, '')
          .trim(),
      )['popup.kind'],
    ).toBe(kind);
  });
  test.each<[text: string, bar: string, kind: string]>([
    ['Need Password', 'need-password', 'need-password'],
    ['Kennwort erforderlich', 'need-password', 'need-password'],
    ['Trying to connect...', 'trying-to-connect', 'disconnected'],
    ['Getrennt', 'disconnected', 'disconnected'],
    ['Déconnecté', 'disconnected', 'disconnected'],
    ['Verbinding verbroken', 'disconnected', 'disconnected'],
    ['Desconectado', 'disconnected', 'disconnected'],
  ])('%s in the status bar', (text, statusBar, kind) => {
    expect(facts(text)).toEqual({ 'popup.statusBar': statusBar, 'popup.kind': kind });
  });
});

test('an error at start', () => {
  expect(
    facts(
      'Cannot start Microsoft Outlook. Cannot open the Outlook window. The set of folders cannot be opened.',
    ),
  ).toEqual({
    'client.startError':
      'Cannot start Microsoft Outlook. Cannot open the Outlook window. The set of folders cannot be opened.',
  });
});
test('talk about boxes is no box', () => {
  for (const text of [
    'Hello, Anna has trouble with Outlook since Monday, it asks for the password.',
    'The VPN was disconnected in the morning.',
    'Is the security certificate all right? Please connect to the website.',
    'Half a sentence: The Microsoft Exchange administrator has made a',
    'We do NOT see "The Microsoft Exchange administrator has made a change that requires you quit and restart Outlook".',
  ])
    expect(pastedTo(popupText, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(popupText, samples));
test('is quick', () => {
  for (const sample of [box, chain, 'outlook security certificate', 'the server a a a a'])
    isQuick(popupText, sample);
});
