import { against, all, any, cause, fair, not, proof, risk, strong, weak } from '../cause.ts';
import {
  blockConcernsHer,
  blockNames,
  blocksSet,
  concerningBlocks,
  isOutside,
  mayBeBlocked,
} from '../readings/access-blocks.ts';
import { names } from '../readings/sentences.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { otherCure } from '../readings/tries.ts';

export default cause({
  id: 'external-access-blocked',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The mailbox, or a device on the way, forbids this client: from outside, by this protocol, in this version or this mode.',
  toUser: {
    says: 'Your mailbox, or the way you take from outside, is closed for this kind of Outlook. Your password is right.',
    todo: 'Use web mail or connect by VPN, and ask the helpdesk whether you should have access.',
  },
  signs: [
    proof('a-block-concerns-this-client', {
      group: 'block',
      when: blockConcernsHer,
      says: (seen) => `${names(concerningBlocks(seen))} is set on the mailbox and concerns this client.`,
      shown: {
        'mailbox.blocks': ['external'],
        'log[]': [
          {
            server: 'ex16a',
            log: 'http-proxy',
            at: '2026-11-20T09:00:00Z',
            user: 'CORP\\anna',
            stem: '/rpc/rpcproxy.dll',
            clientIp: '203.0.113.9',
            status: 401,
          },
        ],
      },
      cleared: { 'mailbox.blocks': [] },
    }),
    risk('a-block-is-set', {
      group: 'block',
      when: (seen) => {
        const set = blocksSet(seen);
        return set === undefined ? undefined : set.length > 0;
      },
      says: (seen) =>
        `On the mailbox is set: ${names((blocksSet(seen) ?? []).map((block) => blockNames[block]))}.`,
      shown: { 'mailbox.blocks': ['non-cached'] },
      cleared: { 'mailbox.blocks': [] },
    }),
    only(strong, 'not-in-the-group', ['not-in-group'], 'the way is open for members of a group only'),
    fair('device-admits-a-group', {
      when: (seen) => seen.flag('path.admitsOnlyGroup'),
      says: (seen) =>
        `${seen.text('path.product') || 'The device on the way'} lets only members of a group through.`,
      shown: { 'path.admitsOnlyGroup': true },
      cleared: { 'path.admitsOnlyGroup': false },
    }),
    fair('outside-only-and-perhaps-closed', {
      group: 'outside',
      when: (seen) => all(seen.flag('scope.insideWorks'), isOutside(seen), mayBeBlocked(seen) || undefined),
      says: () => 'Inside it works, outside it does not, and the way may be closed to this person.',
      shown: { 'scope.insideWorks': true, 'scope.outsideWorks': false, 'scope.affected': 'one-user' },
      cleared: { 'scope.insideWorks': false },
    }),
    weak('outside-only', {
      group: 'outside',
      when: (seen) => all(seen.flag('scope.insideWorks'), isOutside(seen)),
      says: () => 'Inside it works, outside it does not.',
      shown: { 'scope.insideWorks': true, 'scope.outsideWorks': false },
      cleared: { 'scope.insideWorks': false },
    }),
    leafSign(
      fair,
      'others-are-let-in',
      'scope.otherUserOnThisPcWorks',
      [true],
      false,
      'Another person is let in on the same PC.',
      'who',
    ),
    leafSign(
      weak,
      'certain-people',
      'scope.affected',
      ['one-user', 'some'],
      'all',
      'Only certain people see it.',
      'who',
    ),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail works, which none of these blocks concerns.',
      'elsewhere',
    ),
    leafSign(
      weak,
      'phone-works',
      'scope.phoneWorks',
      [true],
      false,
      'The phone works, which none of these blocks concerns.',
      'elsewhere',
    ),
    began(
      fair,
      'began-with-an-edit',
      ['directory-edit', 'policy-change', 'account-created', 'gateway-change'],
      'it may have closed the way for this person',
    ),
    leafSign(
      weak,
      'password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The right password is refused.',
    ),
    against.strong('nothing-forbids', {
      when: (seen) => {
        const set = blocksSet(seen);
        if (set === undefined) return undefined;
        const group = any(
          seen.flag('path.admitsOnlyGroup'),
          seen.list('scope.only')?.some((kind) => kind.toLowerCase() === 'not-in-group'),
        );
        return set.length === 0 && group !== true;
      },
      says: (seen) => `No block is set on ${seen.mailbox}.`,
      shown: { 'mailbox.blocks': [] },
      cleared: { 'mailbox.blocks': ['external'] },
    }),
    against.strong('a-member-sees-it-too', {
      when: (seen) => seen.is('scope.affected', 'all'),
      says: () => 'Everybody sees it, whatever is set on a mailbox or which group he is in.',
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-user' },
    }),
    against.fair('fails-inside-too', {
      when: (seen) => all(not(seen.flag('scope.insideWorks')), blockConcernsHer(seen) !== true),
      says: () => 'It fails inside as well, where nothing is closed.',
      shown: { 'scope.insideWorks': false },
      cleared: { 'scope.insideWorks': true },
    }),
    leafSign(
      against.fair,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The password is accepted: nothing forbids the client.',
    ),
    leafSign(
      against.fair,
      'another-pc-works',
      'scope.otherPcWorks',
      [true],
      false,
      'The same person is let in on another PC.',
    ),
    otherCure(
      'client-update',
      'mapi-http-off-client',
      'mapi-http-off-mailbox',
      'mapi-http-off-organisation',
      'direct-to-server',
    ),
  ],
  remedies: ['allow-client-access'],
  meanwhile: [
    'Use web mail, or VPN where it is offered.',
    'Do not lift a block before its owner agrees: somebody set it on purpose.',
    'Do not create new profiles and do not change the password.',
  ],
  sources: [
    'Microsoft, Set-CASMailbox (MAPIBlockOutlookRpcHttp, -Versions, -NonCachedMode, -ExternalConnectivity)',
  ],
});
