import type { Call } from './call.ts';

export type MapiEndpoint = 'emsmdb' | 'nspi';

/** X-ResponseCode ([MS-OXCMAPIHTTP] 2.2.3.3.3). */
export const responseCode = {
  success: 0,
  unknownFailure: 1,
  invalidVerb: 2,
  invalidPath: 3,
  invalidHeader: 4,
  invalidRequestType: 5,
  invalidContextCookie: 6,
  missingHeader: 7,
  contextNotFound: 10,
  noPrivilege: 11,
  invalidRequestBody: 12,
  missingCookie: 13,
  invalidSequence: 15,
  endpointDisabled: 16,
  invalidResponse: 17,
  endpointShuttingDown: 18,
} as const;

const types: Readonly<Record<MapiEndpoint, readonly string[]>> = {
  emsmdb: ['Connect', 'Execute', 'Disconnect', 'NotificationWait', 'PING'],
  nspi: [
    ...[
      'Bind',
      'Unbind',
      'CompareMIds',
      'DNToMId',
      'GetMatches',
      'GetPropList',
      'GetProps',
      'GetSpecialTable',
    ],
    ...['GetTemplateInfo', 'ModLinkAtt', 'ModProps', 'QueryColumns', 'QueryRows', 'ResolveNames'],
    ...['ResortRestriction', 'SeekEntries', 'UpdateStat', 'GetMailboxUrl', 'GetAddressBookUrl', 'PING'],
  ],
};
const contentTypes = ['application/mapi-http', 'application/octet-stream'];

/** What is wrong with the verb and headers of a MAPI request as X-ResponseCode, or its type as this endpoint spells it. */
export function checkRequest(
  call: Call,
  endpoint: MapiEndpoint,
): { readonly code: number } | { readonly type: string } {
  if (call.method !== 'POST') return { code: responseCode.invalidVerb };
  const asked = call.headers['x-requesttype'];
  const id = call.headers['x-requestid'];
  if (typeof asked !== 'string' || asked === '' || typeof id !== 'string' || id === '')
    return { code: responseCode.missingHeader };
  if (!/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}:\d+$/i.test(id))
    return { code: responseCode.invalidHeader };
  const type = types[endpoint].find((each) => each.toLowerCase() === asked.toLowerCase());
  if (type === undefined) return { code: responseCode.invalidRequestType };
  const contentType = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (contentType === undefined && type !== 'PING') return { code: responseCode.missingHeader };
  if (contentType !== undefined && !contentTypes.includes(contentType))
    return { code: responseCode.invalidHeader };
  return { type };
}
