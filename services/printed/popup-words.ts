/** The words of one box or status line in one language; `pattern` is tried on lower-case text with single blanks. */
export interface PopupWords {
  readonly kind: string;
  readonly statusBar?: 'need-password' | 'disconnected' | 'trying-to-connect';
  /** The words are so short that they must be a whole line. */
  readonly wholeLine?: boolean;
  readonly pattern: RegExp;
}
const box = (kind: string, ...patterns: readonly RegExp[]): readonly PopupWords[] =>
  patterns.map((pattern) => ({ kind, pattern }));
const bar = (
  statusBar: 'need-password' | 'disconnected' | 'trying-to-connect',
  pattern: RegExp,
): PopupWords => ({
  kind: statusBar === 'trying-to-connect' ? 'disconnected' : statusBar,
  statusBar,
  wholeLine: true,
  pattern,
});

/** English, German, French, Dutch, Spanish, as Outlook and Windows write them. */
export const popupWords: readonly PopupWords[] = [
  ...box(
    'restart',
    /administrator has made a change that requires you (?:to )?quit and restart outlook/,
    /administrator hat eine änderung (?:vorgenommen|durchgeführt).{0,120}(?:neu ?start|neu zu start|beend)/,
    /administrateur (?:microsoft )?exchange a (?:effectué|apporté) une modification.{0,120}(?:quitt|redémarr)/,
    /exchange-beheerder heeft een wijziging (?:aangebracht|doorgevoerd).{0,120}(?:afsluit|opnieuw)/,
    /administrador de (?:microsoft )?exchange (?:ha realizado|realizó|hizo) un cambio.{0,120}(?:reinici|salga|cierre)/,
  ),
  ...box(
    'allow-website',
    /allow this website to configure .{0,120}server settings/,
    /(?:diese website|dieser website).{0,160}servereinstellungen|servereinstellungen.{0,120}(?:diese|dieser) website/,
    /autoriser ce site web à configurer/,
    /deze website.{0,160}serverinstellingen/,
    /este sitio web.{0,60}configur.{0,120}servidor/,
  ),
  // Before the other words about certificates: both boxes speak of one.
  ...box(
    'proxy-certificate',
    /problem with the proxy server['’]s security certificate/,
    /problem mit dem sicherheitszertifikat des proxyservers/,
    /problème (?:avec le|de) certificat de sécurité du serveur proxy/,
    /probleem met het beveiligingscertificaat van de proxyserver/,
    /problema con el certificado de seguridad del servidor proxy/,
  ),
  ...box(
    'certificate',
    /name on the security certificate is invalid or does not match/,
    /security certificate has expired or is not yet valid/,
    /security certificate (?:was issued by|is from) a (?:company|certifying authority) (?:that )?you have not chosen to trust/,
    /name (?:auf|in) dem sicherheitszertifikat ist ungültig|sicherheitszertifikat ist abgelaufen oder noch nicht gültig/,
    /sicherheitszertifikat (?:wurde|stammt) von einer firma.{0,80}(?:vertrauenswürdig|vertrauen)/,
    /nom (?:figurant )?(?:sur le|du) certificat de sécurité (?:n['’]est pas valide|est non valide)/,
    /certificat de sécurité a expiré ou n['’]est pas encore valide/,
    /certificat de sécurité.{0,40}(?:émis par une société).{0,80}confiance/,
    /naam op het beveiligingscertificaat is ongeldig|beveiligingscertificaat is verlopen of (?:is )?nog niet geldig/,
    /beveiligingscertificaat is (?:uitgegeven|verleend) door een bedrijf.{0,60}vertrouw/,
    /nombre del certificado de seguridad no es válido|certificado de seguridad ha (?:expirado|caducado) o (?:todavía|aún) no es válido/,
    /certificado de seguridad.{0,40}emitido por una (?:compañía|organización|empresa).{0,60}confi/,
  ),
  ...box(
    'encrypted-unavailable',
    /encrypted connection to your mail server is not available/,
    /verschlüsselte verbindung (?:mit|zu) (?:dem|ihrem) (?:e-?mail-?server|mailserver) ist nicht verfügbar/,
    /connexion chiffrée (?:à|avec) votre serveur de messagerie n['’]est pas disponible/,
    /(?:versleutelde|gecodeerde) verbinding met (?:uw|de) (?:e-?mail)?server is niet beschikbaar/,
    /(?:no hay disponible una|no está disponible una|no hay una) conexión cifrada (?:con|para) (?:el|su) servidor de correo/,
  ),
  ...box(
    'temporary-mailbox',
    /exchange is currently in recovery mode|use (?:a )?temporary mailbox/,
    /exchange befindet sich (?:zurzeit|derzeit|momentan) im wiederherstellungsmodus|temporäres postfach verwenden/,
    /exchange est actuellement en mode de récupération|boîte aux lettres temporaire/,
    /exchange bevindt zich (?:momenteel )?in (?:de )?herstelmodus|tijdelijk postvak/,
    /exchange está actualmente en modo de recuperación|buzón temporal/,
  ),
  ...box(
    'client-certificate',
    /select a certificate to|choose a digital certificate|enter (?:your )?(?:smart card )?pin\b|zertifikat (?:auswählen|bestätigen)|pin eingeben|sélectionner un certificat|selecteer een certificaat|seleccionar un certificado/,
  ),
  ...box(
    'credential',
    /(?:windows security|windows-sicherheit|sécurité (?:de )?windows|windows-beveiliging|seguridad de windows)\b.{0,200}(?:connect|verbind|connexion|conect|password|kennwort|mot de passe|wachtwoord|contraseña|microsoft outlook)/,
    /the server .{1,120} (?:is asking for|is requesting|requires) (?:your |a )?user ?name and (?:your )?password/,
    /enter your user ?name and password for the following server/,
    /geben sie (?:ihren|den) benutzernamen und (?:ihr |das )?kennwort für (?:folgenden|den folgenden) server ein/,
    /(?:tapez|entrez) (?:votre )?nom d['’]utilisateur et (?:votre )?mot de passe pour le serveur suivant/,
    /(?:typ|voer) (?:uw )?gebruikersnaam en wachtwoord (?:in )?voor de volgende server/,
    /escriba (?:su )?nombre de usuario y contraseña para el siguiente servidor/,
  ),
  bar(
    'need-password',
    /^(?:need password|kennwort erforderlich|kennwort (?:wird )?benötigt|mot de passe (?:requis|nécessaire)|wachtwoord (?:vereist|nodig)|(?:se necesita|se requiere) contraseña|contraseña necesaria)$/,
  ),
  bar(
    'trying-to-connect',
    /^(?:trying to connect|es wird versucht, eine verbindung herzustellen|verbindungsversuch|tentative de connexion|(?:er wordt geprobeerd verbinding te maken|verbinding (?:wordt )?gemaakt)|intentando conectar(?:se)?)$/,
  ),
  bar('disconnected', /^(?:disconnected|getrennt|déconnecté|verbinding verbroken|desconectado)$/),
];

/** A cheap look before any of them: words that every paragraph about a box holds. */
export const soundsLikePopup =
  /outlook|certific|zertifikat|certifi|website|site web|sitio web|security|sicherheit|sécurité|beveiliging|seguridad|password|kennwort|mot de passe|wachtwoord|contraseña|disconnected|getrennt|déconnecté|verbroken|desconectado|connect|verbindung|connexion|verbinding|conexión|recovery|temporary|temporär|temporaire|tijdelijk|temporal|récupération|recuperación|herstel|\bpin\b|verbind/i;

/** What Outlook says when it does not start: `client.startError`. */
export const startErrors: readonly RegExp[] = [
  /cannot start microsoft outlook|cannot open the outlook window|(?:set of folders|default e-?mail folders).{0,20}cannot be opened|cannot open your default e-?mail folders/,
  /outlook kann nicht gestartet werden|ordnergruppe (?:kann|konnte) nicht geöffnet werden|standard-?e-?mail-?ordner (?:können|konnten) nicht geöffnet werden/,
  /impossible de démarrer (?:microsoft )?outlook|impossible d['’]ouvrir les dossiers de messagerie/,
  /(?:microsoft )?outlook kan niet worden gestart/,
  /no se puede iniciar (?:microsoft )?outlook/,
];
