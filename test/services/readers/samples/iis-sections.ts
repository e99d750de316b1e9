export const typed = `[ex16a]: PS C:\\> appcmd list config "Exchange Back End/mapi/nspi" /section:windowsAuthentication
<system.webServer>
  <security>
    <authentication>
      <windowsAuthentication enabled="true" useKernelMode="false">
        <extendedProtection tokenChecking="Require">
        </extendedProtection>
        <providers>
          <add value="Negotiate" />
          <add value="NTLM" />
        </providers>
      </windowsAuthentication>
    </authentication>
  </security>
</system.webServer>
`;
export const file = `C:\\>hostname
EX16B

<location path="Default Web Site/mapi">
    <system.webServer>
        <security>
            <access sslFlags="Ssl, Ssl128" />
            <authentication>
                <anonymousAuthentication enabled="false" />
                <basicAuthentication enabled="false" />
                <windowsAuthentication enabled="true" useKernelMode="true">
                    <providers><clear /><add value="Negotiate" /></providers>
                </windowsAuthentication>
            </authentication>
        </security>
    </system.webServer>
</location>
<location path="Default Web Site/owa"></location>
`;

/** Texts as people paste them. */
export default [typed, file];
