import type { Socket } from 'node:net';

const mostBytes = 16_384;

/** The socket once the proxy has opened a way through it to `host:port` (RFC 9110 9.3.6). */
export function tunnel(socket: Socket, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let received = '';
    const end = () => socket.off('data', onData).off('error', onError).off('close', onClose);
    const fail = (error: Error) => {
      end();
      socket.destroy();
      reject(error);
    };
    const onError = (error: Error) => fail(error);
    const onClose = () => fail(new Error('the proxy closed the connection'));
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (received.length > mostBytes) return fail(new Error('the proxy answered with too much'));
      const head = received.indexOf('\r\n\r\n');
      if (head < 0) return undefined;
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1];
      if (status !== '200')
        return fail(new Error(`the proxy answered ${status ?? 'no HTTP'} to CONNECT ${host}:${port}`));
      end();
      resolve(socket);
      return undefined;
    };
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  });
}
