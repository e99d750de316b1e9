export interface ProtocolSettings {
  readonly mapiEnabled: boolean | undefined;
  readonly mapiHttp: 'inherit' | 'on' | 'off' | undefined;
  readonly blocks: readonly ('rpc-http' | 'versions' | 'non-cached' | 'external')[];
}

/**
 * What the MAPI value of protocolSettings says: fields split by §, counted from 0: 1 enabled, 2 cached mode
 * required, 4 blocked versions, 5 RPC/HTTP blocked, 9 MapiHttpEnabled (U, Y, N or empty), 10 outside blocked.
 * Older values have fewer fields.
 */
export function readProtocolSettings(values: readonly string[]): ProtocolSettings {
  const fields = values.map((value) => value.split('§')).find(([name]) => name?.toUpperCase() === 'MAPI');
  // A mailbox whose protocols were never touched has no value: everything as the organisation says.
  if (fields === undefined) return { mapiEnabled: true, mapiHttp: 'inherit', blocks: [] };
  const enabled = fields[1];
  const blocks: ProtocolSettings['blocks'] = [
    ...(fields[5] === '1' ? (['rpc-http'] as const) : []),
    ...((fields[4] ?? '') === '' ? [] : (['versions'] as const)),
    ...(fields[2] === '1' ? (['non-cached'] as const) : []),
    ...(fields[10] === '1' ? (['external'] as const) : []),
  ];
  return {
    mapiEnabled: enabled === '1' ? true : enabled === '0' ? false : undefined,
    mapiHttp: mapiHttp(fields[9]),
    blocks,
  };
}
function mapiHttp(field: string | undefined): ProtocolSettings['mapiHttp'] {
  switch ((field ?? '').toUpperCase()) {
    case '':
    case 'U':
      return 'inherit';
    case 'Y':
    case '1':
      return 'on';
    case 'N':
    case '0':
      return 'off';
    default:
      return undefined;
  }
}
