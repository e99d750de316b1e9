import { any, reading, type Seen, type Truth } from '../cause.ts';
import { names } from './sentences.ts';
import { frontEnds, legacyServers, nodes } from './servers.ts';

const basic = /^basic\b/i;
/** A directory that allows Basic beside others tells nobody to use it. */
const basicAlone = /^basic(?! *,)\b/i;
const windows = /ntlm|nego|kerb|windows/i;

/** The methods with which Outlook Anywhere signs in on this PC: of the profile, and of the rows of Connection Status. */
const usedMethods = reading((seen: Seen): readonly string[] => {
  const set = seen.text('client.proxyAuthentication');
  const rows = seen
    .elements('connections')
    .flatMap(({ value }) =>
      value.protocol === 'RPC/HTTP' && typeof value.authn === 'string' ? [value.authn] : [],
    );
  return [...(set === undefined || set === 'other' ? [] : [set]), ...rows];
});
/** Whether Outlook Anywhere signs in with Basic on this PC. */
export const usesBasic = reading((seen: Seen): Truth => {
  const methods = usedMethods(seen);
  return methods.length === 0 ? undefined : methods.some((one) => basic.test(one));
});
/** Whether it signs in with NTLM or Negotiate there. */
export const usesWindows = reading((seen: Seen): Truth => {
  const methods = usedMethods(seen);
  return methods.length === 0 ? undefined : methods.every((one) => windows.test(one));
});

interface Told {
  readonly by: string;
  readonly method: string;
}
/** The method that clients are told to use outside: by Autodiscover, the Outlook provider, or the directory of a front end. */
const toldMethods = reading((seen: Seen): readonly Told[] => {
  const answers = nodes(seen, 'autodiscover').flatMap(({ key, host, node }) => {
    const method = seen.text(`autodiscover[${key}].exprAuth`) ?? '';
    return method === '' ? [] : [{ by: `Autodiscover (${host} on ${node})`, method }];
  });
  if (answers.length > 0) return answers;
  const provider = seen.text('providers.exprAuth') ?? '';
  if (provider !== '') return [{ by: 'The Outlook provider EXPR', method: provider }];
  const newer = frontEnds(seen);
  // Without a newer front end clients are told what the older server says.
  return (newer.length > 0 ? newer : legacyServers(seen)).flatMap((server) => {
    const methods = seen.list(`vdirs[${server}/rpc].externalAuth`) ?? [];
    return methods.length === 0 ? [] : [{ by: `${server} /rpc`, method: methods.join(', ') }];
  });
});
/** Whether clients are told Basic. */
export const toldBasic = reading((seen: Seen): Truth => {
  const told = toldMethods(seen);
  return told.length === 0 ? undefined : any(...told.map(({ method }) => basicAlone.test(method)));
});
/** Whether they are told NTLM or Negotiate. */
export const toldWindows = reading((seen: Seen): Truth => {
  const told = toldMethods(seen);
  return told.length === 0 ? undefined : told.every(({ method }) => windows.test(method));
});
/** Who tells which method, for a sentence. */
export const toldBy = (seen: Seen): string =>
  names([...new Set(toldMethods(seen).map(({ by, method }) => `${by} tells clients ${method}`))]);
export const usedBy = (seen: Seen): string => names([...new Set(usedMethods(seen))]);
