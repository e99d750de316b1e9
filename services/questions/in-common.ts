import { question } from '../question.ts';

export default question({
  id: 'in-common',
  facts: ['scope.only'],
  asks: 'What have all who see it in common, that the others do not have?',
  choices: [
    { id: 'outlook-14', says: 'Outlook 2010', sets: { 'scope.only': ['outlook:14'] } },
    { id: 'outlook-16', says: 'Outlook 2016 or newer', sets: { 'scope.only': ['outlook:16'] } },
    { id: 'windows-7', says: 'Windows 7', sets: { 'scope.only': ['windows:6.1'] } },
    {
      id: 'mailbox-2010',
      says: 'Their mailbox is on Exchange 2010',
      sets: { 'scope.only': ['mailbox:2010'] },
    },
    {
      id: 'mailbox-2016',
      says: 'Their mailbox is on Exchange 2016',
      sets: { 'scope.only': ['mailbox:2016'] },
    },
    { id: 'secondary', says: 'They open another mailbox', sets: { 'scope.only': ['with:secondary'] } },
    {
      id: 'public-folders',
      says: 'They use public folders',
      sets: { 'scope.only': ['with:public-folders'] },
    },
    { id: 'policy', says: 'A group policy applies to them', sets: { 'scope.only': ['with:policy'] } },
    {
      id: 'scanner',
      says: 'A scanner opens their encrypted traffic',
      sets: { 'scope.only': ['with:scanner'] },
    },
    { id: 'web-proxy', says: 'They use a web proxy', sets: { 'scope.only': ['with:web-proxy'] } },
    { id: 'kerberos', says: 'Their Outlook uses Kerberos', sets: { 'scope.only': ['with:kerberos'] } },
    {
      id: 'profile-setting',
      says: 'A setting in their Outlook profile',
      sets: { 'scope.only': ['with:profile-setting'] },
    },
    { id: 'rpc-http', says: 'Their Outlook uses RPC/HTTP', sets: { 'scope.only': ['protocol:RPC/HTTP'] } },
    { id: 'device', says: 'They come through one device', sets: { 'scope.only': ['through:device'] } },
    { id: 'vpn', says: 'They come through the VPN', sets: { 'scope.only': ['through:vpn'] } },
    { id: 'joined', says: 'Their PC is a member of the domain', sets: { 'scope.only': ['domain-joined'] } },
    {
      id: 'not-joined',
      says: 'Their PC is not a member of the domain',
      sets: { 'scope.only': ['not-domain-joined'] },
    },
    { id: 'new-install', says: 'Their PC was newly installed', sets: { 'scope.only': ['new-install'] } },
    {
      id: 'automatic-profile',
      says: 'Their Outlook profile was made automatically',
      sets: { 'scope.only': ['automatic-profile'] },
    },
    {
      id: 'not-in-group',
      says: 'They are not members of a certain group',
      sets: { 'scope.only': ['not-in-group'] },
    },
    { id: 'nothing', says: 'Nothing that anybody could find', sets: { 'scope.only': [] } },
  ],
  several: 'any',
  text: { fact: 'scope.only', hint: 'such as database:DB01, segment:branch-3, with commas' },
  who: 'helpdesk',
});
