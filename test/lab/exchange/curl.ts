import { execFile, spawnSync } from 'node:child_process';

export interface Curled {
  readonly exit: number;
  readonly status: number;
  /** Of the last answer, names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** One character a byte. */
  readonly body: string;
}

/** Whether a curl with NTLM stands on this machine. */
export const curlIsHere = (): boolean =>
  / NTLM\b/.test(spawnSync('curl', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** What the real curl makes of `https://<host><path>`, dialled at a port of loopback. */
export function curl(
  to: { readonly host: string; readonly port: number; readonly path: string; readonly ca: string },
  ...further: readonly string[]
): Promise<Curled> {
  const separator = '\n--- last status: ';
  const options = ['-s', '-S', '-i', '-m', '10', '-w', `${separator}%{http_code}`, '--cacert', to.ca];
  const place = ['--connect-to', `${to.host}:443:127.0.0.1:${to.port}`, `https://${to.host}${to.path}`];
  return new Promise((resolve) => {
    execFile(
      'curl',
      [...options, ...further, ...place],
      { maxBuffer: 64 * 1024 * 1024, encoding: 'latin1' },
      (error, output) => {
        const [text = '', status = '0'] = output.split(separator);
        const heads = [...text.matchAll(/^HTTP\/1\.1 \d+[^\r]*\r\n((?:[^\r\n]+\r\n)*)\r\n/gm)];
        const last = heads.at(-1);
        const headers = new Map<string, string[]>();
        for (const line of (last?.[1] ?? '').split('\r\n')) {
          const at = line.indexOf(': ');
          if (at <= 0) continue;
          const name = line.slice(0, at).toLowerCase();
          headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 2)]);
        }
        resolve({
          exit: typeof error?.code === 'number' ? error.code : 0,
          status: Number(status),
          headers,
          body: last === undefined ? '' : text.slice(last.index + last[0].length),
        });
      },
    );
  });
}
