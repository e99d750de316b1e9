import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from './recorded-requests.ts';

/** Whether a curl that speaks NTLM stands on this machine. */
export const curlIsHere = (): boolean =>
  / NTLM\b/.test(spawnSync('curl', ['--version'], { encoding: 'utf8' }).stdout ?? '');

const ofItsOwn = new Set(['host', 'connection', 'content-length', 'authorization', 'transfer-encoding']);

/**
 * Makes the recorded requests one after another by one real curl, which keeps and reuses its connections; gives the ms
 * that it took, without its start, and the statuses. Both legs of a logon by NTLM are one request with `--ntlm` here, and
 * what followed on that connection is asked with it too, so that curl may reuse the connection that it signed in on.
 */
export async function replayByCurl(
  requests: readonly Recorded[],
  by: { readonly account: string; readonly password: string; readonly ca: string; readonly folder: string },
): Promise<{ readonly ms: number; readonly statuses: readonly number[] }> {
  const signedIn = new Set<number>();
  const sections: string[] = [];
  for (const [index, request] of requests.entries()) {
    const isLogon = request.headers.some(([name, value]) => name === 'authorization' && /^NTLM /.test(value));
    if (isLogon && !signedIn.has(request.connection)) {
      // Leg 1: curl makes its own before the request that leg 3 carries.
      signedIn.add(request.connection);
      continue;
    }
    const body = join(by.folder, `request-${index}.body`);
    writeFileSync(body, request.body);
    sections.push(section(request, body, signedIn.has(request.connection), by));
  }
  const file = join(by.folder, 'requests.curl');
  // A file keeps the password out of the command line.
  writeFileSync(file, sections.join('\nnext\n'), { mode: 0o600 });
  const lines = await output(file);
  return {
    ms: lines.reduce((sum, [, seconds]) => sum + seconds * 1000, 0),
    statuses: lines.map(([status]) => status),
  };
}

function section(
  { method, secure, host, port, path, headers }: Recorded,
  body: string,
  ntlm: boolean,
  by: { readonly account: string; readonly password: string; readonly ca: string },
): string {
  return [
    `url = ${quoted(`${secure ? 'https' : 'http'}://${host}${path}`)}`,
    ...(secure
      ? [`connect-to = ${quoted(`${host}:443:127.0.0.1:${port}`)}`, `cacert = ${quoted(by.ca)}`]
      : []),
    ...(method === 'POST' ? [`data-binary = ${quoted(`@${body}`)}`] : []),
    ...headers
      .filter(([name]) => !ofItsOwn.has(name))
      .map(([name, value]) => `header = ${quoted(`${name}: ${value}`)}`),
    ...(ntlm ? ['ntlm', `user = ${quoted(`${by.account}:${by.password}`)}`] : []),
    'output = "/dev/null"',
    'http1.1',
    'silent',
    'write-out = "%{http_code} %{time_total}\\n"',
  ].join('\n');
}

/** A value in curl's configuration syntax. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function output(file: string): Promise<readonly (readonly [number, number])[]> {
  return new Promise((resolve, reject) => {
    execFile('curl', ['-q', '-K', file], { timeout: 60_000 }, (error, text, complaints) => {
      if (error !== null) reject(new Error(`curl failed: ${complaints || error.message}`, { cause: error }));
      else
        resolve(
          text
            .trim()
            .split('\n')
            .map((line) => line.split(' ').map(Number) as [number, number]), // as write-out above says
        );
    });
  });
}
