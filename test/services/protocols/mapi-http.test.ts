import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFailureContext } from '../../../services/protocols/exchange-headers.ts';
import { type HttpAnswer, schemesOf } from '../../../services/protocols/http.ts';
import {
  bindBody,
  cookiesOf,
  createMapiClient,
  readBind,
  readMapi,
} from '../../../services/protocols/mapi-http.ts';

const answer = (
  headers: Readonly<Record<string, readonly string[]>>,
  body: string | Buffer = '',
): HttpAnswer => ({
  status: 200,
  headers: new Map(Object.entries(headers)),
  body: Buffer.from(body as string, 'latin1'),
  connection: 1,
});

describe('the framing of [MS-OXCMAPIHTTP] 2.2.2', () => {
  test.each([
    [
      'one piece',
      { 'x-responsecode': ['0'] },
      'PROCESSING\r\nDONE\r\nX-ElapsedTime: 47\r\n\r\nBODY',
      0,
      true,
      'BODY',
    ],
    [
      'a long wait',
      { 'x-responsecode': ['0'] },
      'PROCESSING\r\nPENDING\r\nPENDING\r\nDONE\r\n\r\n',
      0,
      true,
      '',
    ],
    [
      'a later code, which wins',
      { 'x-responsecode': ['0'] },
      'PROCESSING\r\nDONE\r\nX-ResponseCode: 10\r\n\r\n',
      10,
      true,
      '',
    ],
    ['an end before DONE', { 'x-responsecode': ['0'] }, 'PROCESSING\r\nPEND', 0, false, 'PROCESSING\r\nPEND'],
    ['a web page', {}, '<html>hello</html>', undefined, false, '<html>hello</html>'],
    ['a code that is none', { 'x-responsecode': ['zero'] }, '', undefined, false, ''],
  ])('%s', (_what, headers, body, responseCode, done, rest) => {
    const read = readMapi(answer(headers as Readonly<Record<string, readonly string[]>>, body));
    expect({ ...read, body: read.body.toString('latin1') }).toEqual({ responseCode, done, body: rest });
  });
  test('any body is read without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = readMapi({
          ...answer({}),
          body: Buffer.concat([Buffer.from('PROCESSING\r\nDONE\r\n'), bytes]),
        });
        expect(read.body.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe('requests', () => {
  test('are counted under one instance', () => {
    const client = createMapiClient();
    const ids = [client.ask('nspi', 'PING'), client.ask('nspi', 'Bind', bindBody())].map(
      ({ headers }) => headers?.['x-requestid'],
    );
    expect(ids[0]?.replace(/:1$/, ':2')).toBe(ids[1]);
    expect(ids[0]).toMatch(/^\{[0-9A-F-]{36}\}:1$/);
  });
  test('Bind has 45 bytes with a state and no auxiliary buffer', () => {
    const body = bindBody();
    expect(body).toHaveLength(45);
    expect(body.readUInt8(4)).toBe(0xff);
    expect(body.readUInt32LE(41)).toBe(0);
  });
  test('cookies go back without their attributes', () => {
    expect(
      cookiesOf(answer({ 'set-cookie': ['MapiContext=abc==; path=/mapi; secure', 'MapiSequence=1-x'] })),
    ).toEqual(['MapiContext=abc==', 'MapiSequence=1-x']);
  });
  test('the codes of a Bind answer are its first two words', () => {
    expect(readBind(Buffer.from('00000000eb030000', 'hex'))).toEqual({ statusCode: 0, errorCode: 1003 });
    expect(readBind(Buffer.alloc(7))).toBeUndefined();
  });
});

describe('headers', () => {
  test.each([
    ['FrontEnd;401;VW5hdXRob3JpemVk;;;;', 'FrontEnd', 'FrontEnd;401;Unauthorized;;;;'],
    ['BackEnd;500;not base64!;AAEC;;;', 'BackEnd', 'BackEnd;500;not base64!;AAEC;;;'],
    ['', undefined, ''],
  ])('X-FailureContext %j', (text, failurePoint, failureContext) => {
    expect(readFailureContext(text)).toEqual({
      failureContext,
      ...(failurePoint === undefined ? {} : { failurePoint }),
    });
  });
  test.each([
    [
      ['Negotiate', 'NTLM', 'Basic realm="mail, inside"'],
      ['Negotiate', 'NTLM', 'Basic'],
    ],
    [['Negotiate, NTLM'], ['Negotiate', 'NTLM']],
    [['Negotiate:Kerberos'], ['Negotiate:Kerberos']],
    [['NTLM TlRMTVNTUAACAAAA'], ['NTLM']],
    [[], []],
  ])('WWW-Authenticate %j offers %j', (values, expected) => {
    expect(schemesOf(answer({ 'www-authenticate': values }))).toEqual(expected);
  });
});
