export const english = `
Currently stored credentials:

    Target: LegacyGeneric:target=MicrosoftOffice16_Data:SSPI:anna@contoso.example
    Type: Generic
    User: anna@contoso.example
    Local machine persistence

    Target: LegacyGeneric:target=git:https://git.fabrikam.example
    Type: Generic
    User: anna

    Target: Domain:target=mail.contoso.example
    Type: Domain Password
    User: CORP\\anna
`;
export const german = `Momentan gespeicherte Anmeldeinformationen:

    Ziel: Domain:target=ex10a.corp.local
    Typ: Domänenkennwort
    Benutzer: CORP\\anna
    Lokale Computerpersistenz
`;

/** Texts as people paste them. */
export default [english, german];
