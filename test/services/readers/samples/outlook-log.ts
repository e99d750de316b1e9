export const discovery = `Thread	Tick Count	Date/Time	Description
4512	8812345	11/20/26 09:00:12	Autodiscover to https://contoso.example/autodiscover/autodiscover.xml starting
4512	8813345	11/20/26 09:00:13	GetLastError=0; httpStatus=401.
4512	8813350	11/20/26 09:00:13	Thread idle
4512	8814350	11/20/26 09:00:14	Connect failed: 0x80040115 to ex10a.corp.local`;
export default [discovery];
