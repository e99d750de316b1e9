import { against, all, any, cause, fair, must, not, proof, strong, weak } from '../cause.ts';
import { boxHost, oneOfTheseBoxes } from '../readings/box.ts';
import {
  brokenPoints,
  leadsToLegacy,
  namesPoint,
  pointFaults,
  pointsToAnotherForest,
  pointsToLegacy,
} from '../readings/connection-points.ts';
import { everyPointBroken, pointHost, pointIsBroken, points, secureStepsFail } from '../readings/lookup.ts';
import { names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { curedBySetting, cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password', 'certificate', 'allow-website', 'disconnected'];
const right = {
  'scp[ex16a].url': 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
  'scp[ex16a].resolves': true,
};
const misspelt = { 'scp[ex16a].url': 'https://autodiscover.contoso.example/autodiscover.autodiscover.xml' };

const elsewhere = (status: number) => ({
  'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': status,
  'autodiscover[contoso.example@vip/root].status': 404,
});

export default cause({
  id: 'scp-wrong',
  side: 'autodiscover',
  popups: boxes,
  usual: 'occasional',
  says: 'A service connection point in the directory sends Outlook to an address that is old, misspelt, unreachable or of another forest.',
  toUser: {
    says: 'The directory gives Outlook a wrong address for finding its mail server. That is on our side, and your password is right.',
    todo: 'Nothing to do: use web mail until we have put the address right.',
  },
  signs: [
    must('box-of-a-failed-lookup', oneOfTheseBoxes(boxes, 'restart')),
    must('asks-the-directory', {
      when: (seen) =>
        seen.flag('client.domainJoined') ??
        any(
          seen.is('client.autodiscoverFirst', 'scp') === true || undefined,
          seen.is('checked[scp].result', 'wrong') === true || undefined,
          seen.has('scope.only', 'domain-joined') === true || undefined,
          points(seen).length > 0 || undefined,
        ),
      says: (seen) =>
        seen.flag('client.domainJoined') === false
          ? 'This PC is not in the domain and asks no service connection point.'
          : 'Outlook on PCs of the domain asks the service connection points first.',
      shown: { 'client.domainJoined': true },
      cleared: { 'client.domainJoined': false },
    }),
    // A wrong address alone only sends Outlook on to the next step; where no step answers, it has nothing left.
    proof('no-point-works-and-no-step', {
      group: 'point',
      when: (seen) => all(everyPointBroken(seen), secureStepsFail(seen)),
      says: (seen) =>
        `No service connection point works (${pointFaults(seen)}), and no other step gives settings.`,
      shown: { ...misspelt, ...elsewhere(404) },
      cleared: { ...right, ...elsewhere(200) },
    }),
    strong('a-point-is-broken', {
      group: 'point',
      when: (seen) => {
        const each = points(seen).map((key) => pointIsBroken(seen, key));
        return each.length === 0 ? undefined : any(...each);
      },
      says: (seen) => `Of the service connection points, ${pointFaults(seen)}.`,
      shown: misspelt,
      cleared: right,
    }),
    strong('checked-wrong', {
      group: 'point',
      ...leafIs(
        'checked[scp].result',
        ['wrong'],
        'The service connection points were looked over and are wrong.',
        'right',
      ),
    }),
    strong('points-to-another-forest', {
      group: 'point',
      when: pointsToAnotherForest,
      says: (seen) =>
        `The service connection points lead to ${names(seen.keys('scp').flatMap((key) => seen.text(`scp[${key}].forest`) ?? []))}; the mailbox is in ${seen.text('mailbox.domain')}.`,
      shown: { 'scp[ex16a].forest': 'LDAP://dc1.fabrikam.example', 'mailbox.domain': 'corp.local' },
      cleared: { 'scp[ex16a].forest': 'LDAP://dc1.corp.local', 'mailbox.domain': 'corp.local' },
    }),
    fair('points-to-legacy', {
      group: 'point',
      when: (seen) => {
        const each = points(seen).map((key) => leadsToLegacy(seen, key));
        return each.length === 0 ? undefined : any(...each);
      },
      says: (seen) =>
        `${names(pointsToLegacy(seen).map((key) => `The service connection point of ${key} leads to ${pointHost(seen, key)}`))}, an Exchange 2010 or older.`,
      shown: {
        'scp[ex10a].url': 'https://ex10a.corp.local/Autodiscover/Autodiscover.xml',
        'servers[ex10a].exchange': '2010',
      },
      cleared: { ...right, 'servers[autodiscover].exchange': '2016' },
    }),
    strong('box-names-that-host', {
      group: 'host',
      when: (seen) => namesPoint(seen, [...brokenPoints(seen), ...pointsToLegacy(seen)]),
      says: (seen) =>
        `${boxHost(seen) ?? seen.text('client.autodiscoverFirstUrl')} is what a wrong service connection point names.`,
      shown: {
        'scp[ex10a].url': 'https://ex10a.corp.local/Autodiscover/Autodiscover.xml',
        'scp[ex10a].resolves': false,
        'popup.host': 'ex10a.corp.local',
      },
      cleared: { ...right, 'popup.host': 'autodiscover.contoso.example' },
    }),
    fair('box-names-another-server', {
      group: 'host',
      ...leafIs(
        'popup.hostIs',
        ['other-exchange-server', 'foreign'],
        (seen) => `The box names ${seen.text('popup.host') ?? 'a server'} that is not the mailbox's.`,
        'namespace',
      ),
    }),
    fair(
      'scp-asked-first',
      leafIs(
        'client.autodiscoverFirst',
        ['scp'],
        'Outlook’s own log shows the service connection point as the step concerned.',
        'redirect',
      ),
    ),
    cures(strong, 'scp-change-cures', ['scp-change'], 'Changing the service connection point ended it.'),
    strong(
      'leaving-it-out-cures',
      curedBySetting(
        /ExcludeScpLookup|AutoDiscoverServiceInternalUri/i,
        'Leaving the service connection points out, or giving them another address, ended it.',
        'ExcludeScpLookup',
      ),
    ),
    fair(
      'directory-changed',
      listNames(
        'timeline.after',
        ['directory-edit', 'new-server', 'namespace-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    fair('only-inside', {
      when: (seen) =>
        any(
          seen.has('scope.only', 'domain-joined'),
          all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
        ),
      says: () => 'Only PCs of the domain, or only those inside, see it: they ask the directory first.',
      shown: { 'scope.only': ['domain-joined'] },
      cleared: { 'scope.only': ['not-domain-joined'], 'scope.outsideWorks': false },
    }),
    weak(
      'one-site',
      leafIs(
        'scope.affected',
        ['one-site'],
        'Only one site sees it; service connection points are chosen by site.',
        'one-user',
      ),
    ),
    weak(
      'box-is-of-autodiscover',
      listNames('popup.belongsTo', ['autodiscover'], 'The box belongs to Autodiscover.', 'mail'),
    ),
    against.strong('every-point-right', {
      group: 'right',
      when: (seen) => {
        const each = points(seen).map((key) =>
          all(not(pointIsBroken(seen, key)), leadsToLegacy(seen, key) !== true),
        );
        return each.length === 0 ? undefined : all(...each, pointsToAnotherForest(seen) !== true);
      },
      says: (seen) =>
        `${names([...new Set(points(seen).map((key) => pointHost(seen, key)))])}: every service connection point is well-formed.`,
      shown: right,
      cleared: misspelt,
    }),
    against.strong('checked-right', {
      group: 'right',
      ...leafIs(
        'checked[scp].result',
        ['right'],
        'The service connection points were looked over and are right.',
        'wrong',
      ),
    }),
    inVain(
      against.strong,
      'scp-change-in-vain',
      ['scp-change'],
      'Changing the service connection point changed nothing.',
    ),
    against.strong('outside-the-domain', {
      when: (seen) => any(not(seen.flag('client.domainJoined')), seen.has('scope.only', 'not-domain-joined')),
      says: () => 'It concerns PCs that are not in the domain, which ask no service connection point.',
      shown: { 'client.domainJoined': false },
      cleared: { 'client.domainJoined': true, 'scope.only': ['domain-joined'] },
    }),
    against.fair(
      'certificate-of-its-own',
      leafIs(
        'popup.certificateOf',
        ['namespace', 'own-server'],
        'The warning is about a certificate, not about the address.',
        'other-exchange-server',
      ),
    ),
    against.fair(
      'works-inside',
      flagIs('scope.insideWorks', true, 'Inside it works, where the service connection points are asked.'),
    ),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; the directory tells every PC the same.'),
    ),
  ],
  remedies: ['set-autodiscover-scp'],
  meanwhile: [
    'Use web mail; do not press Allow for an address that the box names.',
    'Do not delete a service connection point whose server still stands: give it the right address.',
  ],
  sources: [
    'Microsoft, Set-ClientAccessService (AutoDiscoverServiceInternalUri)',
    'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
  ],
});
