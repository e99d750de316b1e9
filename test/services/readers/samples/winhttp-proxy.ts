export const english = `Current WinHTTP proxy settings:

    Proxy Server(s) :  proxy.contoso.example:8080
    Bypass List     :  *.corp.local
`;
export const german = `Aktuelle WinHTTP-Proxyeinstellungen:

    Direktzugriff (kein Proxyserver).
`;

/** Texts as people paste them. */
export default [english, german];
