export const joined = `+----------------------------------------------------------------------+
| Device State                                                         |
+----------------------------------------------------------------------+

             AzureAdJoined : NO
          EnterpriseJoined : NO
              DomainJoined : YES
                DomainName : CORP
               Device Name : pc17.corp.local

+----------------------------------------------------------------------+
| User State                                                           |
+----------------------------------------------------------------------+
                AzureAdPrt : NO
    Executing Account Name : CORP\\anna, anna@contoso.example
`;

/** Texts as people paste them. */
export default [joined];
