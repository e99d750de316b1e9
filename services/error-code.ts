/** The code of a system error (`ENOENT`, `ERR_SSL_…`), empty when it has none. Errors of other realms count too. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** The first line of what an error says. */
export const errorText = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message).split('\n')[0] ?? '';
};
