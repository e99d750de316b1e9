import { request as plainRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { curl, curlIsHere } from './exchange/curl.ts';
import { type RunningWorld, runWorld } from './running.ts';

const account = ['--ntlm', '-u', 'CORP\\svc-popupdesk:Popup-Desk-Lab-1!'];
let world: RunningWorld;
beforeAll(async () => {
  world = await runWorld({
    servers: [{ name: 'ex16a' }, { name: 'ex16b' }],
    commonNames: [
      { name: 'mail.contoso.example', balancing: 'per-request' },
      { name: 'whole.contoso.example', certificate: {} },
      {
        name: 'autodiscover.contoso.example',
        redirect: { status: 307, location: 'https://mail.contoso.example/x' },
      },
    ],
    webSites: [
      {
        name: 'contoso.example',
        software: 'Apache/2.4',
        status: 401,
        schemes: ['Basic'],
        faults: [{ on: 'https/old', does: 'status', status: 410 }],
      },
    ],
  });
}, 30_000);
afterAll(() => world?.stop());

const at = (host: string, path: string, ...further: readonly string[]) =>
  curl({ host, port: world.at(`${host}:443`).port, path, ca: world.places.network.ca }, ...further);
function plain(host: string, path: string): Promise<{ status: number; location: string | undefined }> {
  const { port } = world.at(`${host}:80`);
  return new Promise((resolve, reject) => {
    plainRequest({ host: '127.0.0.1', port, path, headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
    })
      .on('error', reject)
      .end();
  });
}

describe('port 80', () => {
  test('sends everybody where the world says', async () => {
    expect(await plain('autodiscover.contoso.example', '/autodiscover/autodiscover.xml')).toEqual({
      status: 307,
      location: 'https://mail.contoso.example/x',
    });
  });
  test('is closed where nothing is stated', async () => {
    await expect(plain('contoso.example', '/')).rejects.toThrow('ECONNREFUSED');
  });
});

(curlIsHere() ? describe : describe.skip)('judged by curl', () => {
  test('a web site answers with its own certificate, software and schemes', async () => {
    const answer = await at('contoso.example', '/autodiscover/autodiscover.xml');
    expect([answer.exit, answer.status]).toEqual([0, 401]);
    expect(answer.headers.get('server')).toEqual(['Apache/2.4']);
    expect(answer.headers.get('www-authenticate')).toEqual(['Basic realm="contoso.example"']);
    expect((await at('contoso.example', '/old/page')).status).toBe(410);
  });
  test('NTLM holds through a device that ends TLS and keeps the connection', async () => {
    expect((await at('whole.contoso.example', '/EWS/Exchange.asmx', ...account)).status).toBe(200);
  });
  test('and breaks where each request goes over another connection', async () => {
    const first = await at('mail.contoso.example', '/EWS/Exchange.asmx');
    const second = await at('mail.contoso.example', '/EWS/Exchange.asmx');
    const nodes = [first, second].flatMap(({ headers }) => headers.get('x-feserver') ?? []);
    expect(new Set(nodes).size).toBe(2);
    expect((await at('mail.contoso.example', '/EWS/Exchange.asmx', ...account)).status).toBe(401);
    expect((await at('mail.contoso.example', '/mapi/healthcheck.htm')).status).toBe(200);
  });
});
