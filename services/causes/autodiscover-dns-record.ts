import { against, all, any, cause, fair, must, not, proof, strong, weak } from '../cause.ts';
import {
  directoryLeadsNowhere,
  exchangeIsAsked,
  hostName,
  isMissing,
  leadsElsewhere,
  noSrv,
  onlyOneDomain,
  redirects,
  serviceRecordGone,
  srvIsDead,
  srvLabel,
} from '../readings/autodiscover-record.ts';
import { boxHost, oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { srvName, srvRecords } from '../readings/lookup.ts';
import { names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = [
  'encrypted-unavailable',
  'allow-website',
  'credential',
  'need-password',
  'certificate',
  'disconnected',
  'temporary-mailbox',
];
const missing = {
  'dns[autodiscover.contoso.example].error': 'NXDOMAIN',
  'dns[_autodiscover._tcp.contoso.example].srv': [],
};
const present = {
  'dns[autodiscover.contoso.example].a': ['192.0.2.10'],
  'dns[_autodiscover._tcp.contoso.example].srv': [],
};
const answers = (status: number) => ({
  ...present,
  'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': status,
});
export default cause({
  id: 'autodiscover-dns-record',
  side: 'autodiscover',
  popups: boxes,
  usual: 'occasional',
  says: 'A DNS record that Outlook needs to find its settings (autodiscover.<mail domain>, or the SRV record) is missing or leads to the wrong place.',
  toUser: {
    says: 'The name by which Outlook finds our mail server is missing or wrong. Your mailbox and your password are fine.',
    todo: 'Nothing to do: use web mail until we have put the name right.',
  },
  signs: [
    must('box-of-a-failed-lookup', oneOfTheseBoxes(boxes, 'restart')),
    proof('nothing-leads-there', {
      group: 'record',
      when: (seen) =>
        all(
          // A name that nobody asked over plain HTTP may be there to redirect.
          any(isMissing(seen), all(leadsElsewhere(seen), not(redirects(seen)))),
          any(noSrv(seen), srvIsDead(seen)),
          directoryLeadsNowhere(seen),
        ),
      says: (seen) =>
        `${hostName(seen)} ${isMissing(seen) === true ? 'does not exist' : 'leads to something else'}, no SRV record ${srvName(seen)} takes its place, and no service connection point works.`,
      shown: {
        ...missing,
        'scp[ex16a].url': 'https://gone.contoso.example/Autodiscover/Autodiscover.xml',
        'scp[ex16a].resolves': false,
      },
      cleared: answers(401),
    }),
    strong('record-missing', {
      group: 'record',
      when: (seen) => all(isMissing(seen), noSrv(seen) !== false),
      says: (seen) =>
        `${hostName(seen)} does not exist (${seen.text(`dns[${hostName(seen)}].error`) || 'no address'}).`,
      shown: missing,
      cleared: present,
    }),
    strong('record-leads-elsewhere', {
      group: 'record',
      when: leadsElsewhere,
      says: (seen) =>
        `${hostName(seen)} leads to ${seen.text(`dns[${hostName(seen)}].cname`) || names(seen.list(`dns[${hostName(seen)}].a`) ?? [])}, where no Autodiscover answers.`,
      shown: answers(404),
      cleared: answers(401),
    }),
    strong('a-web-site-at-that-name', {
      group: 'record',
      when: (seen) =>
        all(
          boxHost(seen) === undefined ? undefined : boxHost(seen) === hostName(seen),
          seen.is('popup.certificateOf', 'web-site'),
        ),
      says: (seen) => `The box names ${hostName(seen)}, and shows a web site's certificate there.`,
      shown: { 'popup.host': 'autodiscover.contoso.example', 'popup.certificateOf': 'web-site' },
      cleared: { 'popup.host': 'autodiscover.contoso.example', 'popup.certificateOf': 'namespace' },
    }),
    strong('service-record-dead', {
      group: 'record',
      when: srvIsDead,
      says: (seen) =>
        `The SRV record ${srvName(seen)} names ${names(srvRecords(seen) ?? [])}, which does not exist.`,
      shown: {
        'dns[_autodiscover._tcp.contoso.example].srv': ['0 0 443 old.contoso.example'],
        'dns[old.contoso.example].error': 'NXDOMAIN',
      },
      cleared: {
        'dns[_autodiscover._tcp.contoso.example].srv': ['0 0 443 mail.contoso.example'],
        'dns[mail.contoso.example].a': ['192.0.2.10'],
      },
    }),
    strong('checked-wrong', {
      group: 'record',
      ...leafIs('checked[dns].result', ['wrong'], 'The DNS records were looked over and are wrong.', 'right'),
    }),
    strong('service-record-gone', {
      group: 'record',
      when: serviceRecordGone,
      says: (seen) =>
        `No SRV record is left: ${names(seen.keys('dns').filter((name) => name.startsWith(srvLabel)))}.`,
      shown: { 'dns[_autodiscover._tcp.contoso.example].srv': [], 'timeline.after': ['dns-change'] },
      cleared: {
        'dns[_autodiscover._tcp.contoso.example].srv': ['0 0 443 mail.contoso.example'],
        'timeline.after': ['dns-change'],
      },
    }),
    strong('leads-to-the-cloud', {
      group: 'record',
      when: (seen) => {
        const to = seen.text(`dns[${hostName(seen)}].leadsTo`);
        return to === undefined || to === ''
          ? undefined
          : all(
              /online|office365|outlook\.com|web|hoster|foreign|nothing/i.test(to),
              seen.is('mailbox.exchange', 'online') !== true,
            );
      },
      says: (seen) => `${hostName(seen)} leads to ${seen.text(`dns[${hostName(seen)}].leadsTo`)}.`,
      shown: { 'dns[autodiscover.contoso.example].leadsTo': 'online', 'mailbox.exchange': '2016' },
      cleared: { 'dns[autodiscover.contoso.example].leadsTo': 'ex16a', 'mailbox.exchange': '2016' },
    }),
    strong('one-mail-domain-only', {
      when: onlyOneDomain,
      says: (seen) =>
        `Only addresses of one mail domain see it (${names(seen.list('scope.only') ?? [])}): its own records lead nowhere.`,
      shown: { 'scope.only': ['mail-domain:fabrikam.example'] },
      cleared: { 'scope.only': ['outlook:16'] },
    }),
    cures(
      strong,
      'record-cures',
      ['dns-change', 'hosts-file'],
      'Another record, or an entry in the hosts file, ended it.',
    ),
    fair(
      'began-with-dns',
      listNames(
        'timeline.after',
        ['dns-change', 'namespace-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    fair('asks-no-directory', {
      when: (seen) =>
        any(
          not(seen.flag('client.domainJoined')),
          seen.has('scope.only', 'not-domain-joined'),
          all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
        ),
      says: () => 'It concerns PCs outside the domain or the network, which have only DNS to ask.',
      shown: { 'client.domainJoined': false },
      cleared: { 'client.domainJoined': true, 'scope.only': ['domain-joined'], 'scope.insideWorks': false },
    }),
    fair(
      'during-set-up',
      flagIs(
        'popup.duringProfileCreation',
        true,
        'It comes while the profile is being made, when Outlook looks the names up.',
      ),
    ),
    fair(
      'found-by-service-record',
      leafIs(
        'client.autodiscoverFirst',
        ['srv', 'redirect'],
        'Outlook’s own log ends at a late step: the earlier names lead nowhere.',
        'scp',
      ),
    ),
    weak(
      'no-encrypted-connection',
      leafIs(
        'popup.kind',
        ['encrypted-unavailable'],
        'Outlook offers to go on unencrypted, as it does when no Autodiscover answered.',
        'credential',
      ),
    ),
    against.strong('record-right', {
      group: 'right',
      when: (seen) => all(not(isMissing(seen)), not(leadsElsewhere(seen)), srvIsDead(seen) !== true),
      says: (seen) =>
        `${hostName(seen)} leads to ${names(seen.list(`dns[${hostName(seen)}].a`) ?? [])}, where Autodiscover answers.`,
      shown: answers(401),
      cleared: answers(404),
    }),
    against.strong('checked-right', {
      group: 'right',
      ...leafIs('checked[dns].result', ['right'], 'The DNS records were looked over and are right.', 'wrong'),
    }),
    against.fair('exchange-is-asked', {
      when: exchangeIsAsked,
      says: () => "An Exchange server's own log holds a question for Autodiscover: a way leads there.",
      shown: {
        'log[]': exampleLine({
          server: 'ex16a',
          log: 'iis',
          stem: '/autodiscover/autodiscover.xml',
          status: 401,
        }),
      },
      cleared: {
        'searched[ex16a/iis].from': hoursBefore(80),
        'searched[ex16a/iis].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    inVain(
      against.strong,
      'record-in-vain',
      ['dns-change', 'hosts-file'],
      'Another record or an entry in the hosts file changed nothing.',
    ),
    against.fair(
      'found-by-directory',
      leafIs(
        'client.autodiscoverFirst',
        ['scp'],
        'Outlook’s own log shows the service connection point as the step that answers.',
        'srv',
      ),
    ),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; DNS tells every PC the same.'),
    ),
  ],
  remedies: ['correct-autodiscover-record'],
  meanwhile: [
    'Use web mail.',
    'Do not go on unencrypted, and do not press Allow for a host that is not ours.',
  ],
  sources: [
    'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
    'Microsoft, "Autodiscover service in Exchange Server"',
  ],
});
