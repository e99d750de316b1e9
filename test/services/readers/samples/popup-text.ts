export const box = `Windows Security
Microsoft Outlook
Connecting to mail.contoso.example
User name: CORP\\anna
Password
[ ] Remember my credentials`;
export const chain = `The Microsoft Exchange administrator has made a change that
requires you quit and restart Outlook.

After that:
Windows-Sicherheit
Microsoft Outlook
Verbindung mit anna@contoso.example wird hergestellt
anna@contoso.example
Anmeldedaten speichern`;

/** Texts as people paste them. */
export default [box, chain];
