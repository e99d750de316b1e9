import { describe, expect, test } from '@jest/globals';
import { fair, must, proof, strong } from '../../../services/cause.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { finding } from '../../../services/finding.ts';
import { caseOf, causeOf, fact } from './cases.ts';

const moved = must('moved', {
  when: (seen) => seen.flag('mailbox.moved'),
  says: (seen) => `${seen.mailbox} ${seen.flag('mailbox.moved') === true ? 'was' : 'was not'} moved.`,
  shown: { 'mailbox.moved': true },
  cleared: { 'mailbox.moved': false },
});
const patched = strong('patched', {
  when: (seen) => seen.flag('hotfixes[ex10a/kb3140410].listed'),
  says: () => 'ex10a lists KB3140410.',
  shown: { 'hotfixes[ex10a/kb3140410].listed': true },
  cleared: { 'hotfixes[ex10a/kb3140410].listed': false },
});
const accepted = fair('accepted', {
  when: (seen) => seen.is('popup.passwordAccepted', 'accepted'),
  says: () => 'The box accepts the password.',
  shown: { 'popup.passwordAccepted': 'accepted' },
  cleared: { 'popup.passwordAccepted': 'refused' },
});
const catalogue = { causes: [causeOf([moved, patched, accepted])], remedies: [], findings: [] };
const first = (...given: Parameters<typeof caseOf>) => diagnose(caseOf(...given), catalogue);

describe('a diagnosis', () => {
  test('says what speaks for a cause, and from which facts', () => {
    const { verdicts } = first([
      fact('mailbox.movedAt', '2026-11-20T07:00:00Z'),
      fact('popup.kind', 'credential', 'told'),
    ]);
    expect(verdicts[0]?.for).toEqual([
      {
        sign: 'moved',
        text: 'anna@contoso.example was moved.',
        facts: ['mailbox.movedAt'],
        from: ['directory'],
      },
    ]);
  });

  test('says what rules it out', () => {
    const [verdict] = first([fact('mailbox.moved', false)]).verdicts;
    expect(verdict?.band).toBe('ruled-out');
    expect(verdict?.against.map(({ sign, text }) => [sign, text])).toEqual([
      ['moved', 'anna@contoso.example was not moved.'],
    ]);
  });

  test('says what is unseen, and why: of a group, of a person, or never looked at', () => {
    const [verdict] = first([], [{ fact: 'hotfixes', why: 'no worker may read them' }]).verdicts;
    expect(verdict?.unseen).toEqual([
      { sign: 'moved', facts: ['mailbox.moved'], why: 'not looked at' },
      { sign: 'patched', facts: ['hotfixes[ex10a/kb3140410].listed'], why: 'no worker may read them' },
      { sign: 'accepted', facts: ['popup.passwordAccepted'], why: 'nobody has said' },
    ]);
  });

  test.each([
    [[fact('popup.kind', 'restart', 'told')], 'restart'],
    [[fact('popup.chain', ['restart', 'credential'], 'told')], 'restart'],
    [[fact('popup.statusBar', 'need-password', 'told')], 'need-password'],
    [[fact('popup.kind', 'credential', 'told'), fact('popup.chain', ['restart'], 'told')], 'credential'],
    [[], null],
  ])('names the popup: %j', (facts, popup) => {
    expect(first(facts).popup).toBe(popup);
  });

  test('names the mailbox by its primary address, which only the world can tell', () => {
    expect(first([fact('mailbox.primarySmtp', 'Anna.B@contoso.example')]).mailbox).toBe(
      'anna.b@contoso.example',
    );
    expect(first([fact('mailbox.primarySmtp', 'x@y.example', 'told')]).mailbox).toBe('anna@contoso.example');
  });

  test('hands facts and blind entries back as the case file has them, and never looks at the clock', () => {
    const file = caseOf([fact('mailbox.moved', true)], [{ fact: 'log[]', why: 'no' }]);
    const { facts, blind, at, format } = diagnose(file, catalogue);
    expect({ facts, blind, at, format }).toEqual({
      facts: file.facts,
      blind: file.blind,
      at: file.at,
      format: 'popup-desk-diagnosis/1',
    });
    const still = (clock: () => number) => diagnose(file, catalogue, clock);
    expect(still(() => 5)).toEqual({ ...still(() => 7), ms: 0 });
  });

  test('asks what is free before what is cheap before what is dear', () => {
    const proofs = [
      ['scope.vpn', 'person'],
      ['pools[ex16a/p].queueLimit', 'worker'],
      ['account.locked', 'probe'],
    ].map(([path]) =>
      proof(path?.replace(/\W/g, '-') ?? '', {
        when: (seen) => {
          const value = seen.get(path ?? '');
          return value === undefined ? undefined : value === true || value === 1;
        },
        says: () => 'seen',
        shown: { [path ?? '']: path?.startsWith('pools') ? 1 : true },
        cleared: { [path ?? '']: path?.startsWith('pools') ? 0 : false },
      }),
    );
    const asked = (signs: typeof proofs) =>
      diagnose(caseOf([]), { causes: [causeOf(signs)], remedies: [], findings: [] }).next;
    expect(asked(proofs)).toEqual({
      fact: 'account.locked',
      ask: 'Ask the directory whether the account is locked out.',
      by: 'probe',
      wouldChange: [{ cause: 'of-a-test', from: 'unlikely', to: 'confirmed' }],
    });
    expect(asked(proofs.slice(0, 2))?.by).toBe('worker');
    expect(asked(proofs.slice(0, 1))?.ask).toBe('Are you connected through the VPN?');
    expect(asked([])).toBeNull();
  });

  test('tells findings, and says of a broken one that it is', () => {
    const findings = [
      finding({ id: 'vpn', when: (seen) => seen.flag('scope.vpn'), says: () => 'On VPN.' }),
      finding({ id: 'quiet', when: () => undefined, says: () => '' }),
      finding({
        id: 'broken',
        when: () => {
          throw new Error('oops');
        },
        says: () => '',
      }),
    ];
    expect(diagnose(caseOf([fact('scope.vpn', true, 'told')]), { ...catalogue, findings }).findings).toEqual([
      { id: 'vpn', text: 'On VPN.', facts: ['scope.vpn'] },
      { id: 'broken', text: 'broken could not be read: oops', facts: [] },
    ]);
  });
});
