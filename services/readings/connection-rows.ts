import { type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { isLegacyHost } from './servers.ts';

const failing = (row: ElementValue): Truth => {
  if (typeof row.error === 'string' && row.error !== '') return true;
  if (typeof row.failures === 'number' && row.failures > 0) return true;
  return typeof row.status === 'string'
    ? !/establ|connected$/i.test(row.status) || /dis/i.test(row.status)
    : undefined;
};
const rows = (seen: Seen): readonly ElementValue[] => seen.elements('connections').map(({ value }) => value);

/** Whether a row over Outlook Anywhere fails while one over RPC/TCP is established. */
export const onlyHttpRowFails = reading((seen: Seen): Truth => {
  const http = rows(seen).filter(({ protocol }) => protocol === 'RPC/HTTP');
  const tcp = rows(seen).filter(({ protocol }) => protocol === 'RPC/TCP');
  if (http.length === 0 || tcp.length === 0) return undefined;
  return http.some((row) => failing(row) === true) && tcp.every((row) => failing(row) === false);
});

const otherThanMail = ['public-folders', 'other-mailbox', 'directory', 'referral'];
/** Whether the box was seen to belong to another connection than that of her own mail. */
const boxOfAnother = (seen: Seen): boolean =>
  otherThanMail.some((kind) => seen.has('popup.belongsTo', kind) === true);
/** Whether the failing connection is Outlook Anywhere to an older server, its address book or its public folders. */
export const failsTowardsLegacy = reading((seen: Seen): Truth => {
  const http = rows(seen).filter(({ protocol }) => protocol === 'RPC/HTTP');
  if (boxOfAnother(seen)) return true;
  if (http.length === 0) return seen.is('client.protocol', 'RPC/HTTP');
  return http.some(
    (row) =>
      failing(row) !== false &&
      ((typeof row.server === 'string' && isLegacyHost(seen, row.server) === true) ||
        row.type === 'public-folders' ||
        row.type === 'directory' ||
        row.type === 'mail'),
  );
});

/** Whether Outlook Anywhere to an older server is established. */
export const reachesLegacyByHttp = reading((seen: Seen): Truth => {
  const http = rows(seen).filter(
    ({ protocol, server }) =>
      protocol === 'RPC/HTTP' && typeof server === 'string' && isLegacyHost(seen, server) === true,
  );
  const known = http.map(failing).filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known.every((fails) => !fails);
});

/** Whether the address book's connection fails while the mail's is established. */
export const onlyDirectoryFails = reading((seen: Seen): Truth => {
  const directory = rows(seen).filter(({ type }) => type === 'directory');
  if (directory.length === 0) return undefined;
  return (
    directory.some((row) => failing(row) === true) &&
    rows(seen).some((row) => row.type === 'mail' && failing(row) === false)
  );
});
