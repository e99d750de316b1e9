import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  caseFactSchema,
  describeVocabulary,
  FactError,
  leafType,
  naturalSource,
  parseBlindPath,
  parseFactArguments,
  parsePath,
  pathId,
} from '../../services/facts.ts';

describe('paths', () => {
  test.each([
    ['mailbox.upn', 'mailbox.upn'],
    ['Servers[EX16A].OSversion', 'servers[ex16a].osVersion'],
    ['iis[EX16A/Default Web Site/mapi].ssl', 'iis[ex16a/default web site/mapi].ssl'],
    ['client.registry[MapiHttpDisabled]', 'client.registry[MapiHttpDisabled]'],
    ['log', 'log[]'],
    ['tried[]', 'tried[]'],
    ['secondary', 'secondary'],
    [
      'autodiscover[mail.contoso.example@vip/plain].status',
      'autodiscover[mail.contoso.example@vip/plain].status',
    ],
  ])('%s is written %s', (text, written) => {
    expect(parsePath(text).text).toBe(written);
  });

  test.each([
    ['mailboks.upn', 'did you mean mailbox?'],
    ['servers[ex16a].osVersoin', 'did you mean osVersion?'],
    ['servers.os', 'servers[server]'],
    ['mailbox[x].upn', 'mailbox.…'],
    ['log[3]', 'write log[]'],
    ['client.registry', 'client.registry[name]'],
    ['checked[dnss].result', 'did you mean dns?'],
    ['', 'is no path'],
    ['servers[].os', 'servers[server]'],
  ])('%s is refused with a way on', (text, part) => {
    expect(() => parsePath(text)).toThrow(FactError);
    expect(() => parsePath(text)).toThrow(part);
  });

  test('compare without regard to case in brackets', () => {
    expect(pathId('client.registry[MapiHttpDisabled]')).toBe(pathId('client.registry[MAPIHTTPDISABLED]'));
    expect(pathId('mailbox.primarySmtp')).toBe('mailbox.primarySmtp');
  });

  test('any text gives a path or a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,8}(\[.{0,6}\])?\.[a-z]{1,8}$/)),
        (text) => {
          try {
            expect(parsePath(parsePath(text).text).text).toBe(parsePath(text).text);
          } catch (error) {
            expect(error).toBeInstanceOf(FactError);
          }
        },
      ),
    );
  });

  test('every path of the vocabulary parses, has a type and a source', () => {
    const rows = describeVocabulary();
    expect(rows.length).toBeGreaterThan(330);
    for (const { path } of rows) {
      const real = path.replace('[area]', '[dns]');
      if (!real.startsWith('tried') && !real.startsWith('log') && !real.startsWith('connections')) {
        expect(leafType(real)).toBeTruthy();
        expect(naturalSource(real)).toBeTruthy();
      }
    }
  });

  test('blind entries name leaves, keys, groups and lists', () => {
    expect(parseBlindPath('hotfixes')).toBe('hotfixes');
    expect(parseBlindPath('mapi[MAIL@EX16A/nspi]')).toBe('mapi[mail@ex16a/nspi]');
    expect(parseBlindPath('log')).toBe('log[]');
    expect(parseBlindPath('mailbox.upn')).toBe('mailbox.upn');
    expect(() => parseBlindPath('hotfixez')).toThrow('hotfixes');
  });
});

describe('values on a command line', () => {
  test.each([
    ['popup.kind=Credential', 'credential'],
    ['popup.chain=restart, credential', ['restart', 'credential']],
    ['org.versions=["2010","…"]', ['2010', '…']],
    ['mailbox.exchange=2016', '2016'],
    ['mailbox.moved=true', true],
    ['client.tlsDefaultProtocols=0xA80', 2688],
    ['client.registry[MapiHttpDisabled]=1', 1],
    ['mailbox.movedAt=2026-11-20', '2026-11-20'],
    ['popup.text=a=b', 'a=b'],
    ['secondary=[]', []],
    ['tried[]={"what":"new-profile","result":"nothing"}', { what: 'new-profile', result: 'nothing' }],
  ])('%s', (text, value) => {
    expect(parseFactArguments([text])[0]?.value).toEqual(value);
  });

  test.each([
    ['popup.kind=pasword', 'must be one of credential'],
    ['mailbox.moved=yes', 'true or false'],
    ['mailbox.movedAt=2026-11-20T10:00:00', 'with Z or an offset'],
    ['mailbox.movedAt=2026-02-30', 'ISO time'],
    ['org.clientAccessServers=many', 'must be a number'],
    ['org.versions=["…","2010"]', 'only closes a list'],
    ['tried[]={"whut":1}', 'did you mean what?'],
    ['tried[]={', 'is not JSON'],
    ['secondary=[1]', 'looked, none'],
    ['mailbox.upn', 'write path=value'],
  ])('%s is refused', (text, part) => {
    expect(() => parseFactArguments([text])).toThrow(FactError);
    expect(() => parseFactArguments([text])).toThrow(part);
  });

  test('elements may be repeated, any other leaf not', () => {
    const wait = 'tried[]={"what":"wait","result":"nothing"}';
    expect(parseFactArguments([wait, wait])).toHaveLength(2);
    expect(() => parseFactArguments(['servers[EX].os=a', 'servers[ex].os=b'])).toThrow('given twice');
  });
});

test('a fact without its own time needs one', () => {
  const fact = { fact: 'log', value: { status: 401 }, from: 'log' };
  expect(caseFactSchema.safeParse(fact).success).toBe(false);
  expect(caseFactSchema.parse({ ...fact, at: '2026-11-20T10:00:00Z' })).toEqual({
    ...fact,
    fact: 'log[]',
    source: '',
    vantage: '',
    at: '2026-11-20T10:00:00Z',
  });
});
