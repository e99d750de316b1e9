/** Causes that are easily taken for one another, and the observation that separates them best. */
export const confused: readonly {
  readonly causes: readonly string[];
  readonly lookAt: string;
}[] = [
  {
    causes: ['server-patch-2008r2', 'oa-auth-mismatch'],
    lookAt:
      'The RpcHttp log of the new front end: InvalidToken means the update; otherwise compare the IIS methods of the legacy server.',
  },
  {
    causes: ['server-patch-2008r2', 'upn-smtp-mismatch'],
    lookAt: 'A profile without any mailbox or public folder on the old server: is the box gone there?',
  },
  {
    causes: ['mapi-vdir-auth', 'cached-credentials'],
    lookAt: 'The same user on a clean PC: the box again means the server, silence means the stored entry.',
  },
  {
    causes: ['mapi-vdir-auth', 'autodiscover-apppool-cache'],
    lookAt:
      'Test E-mail AutoConfiguration: a 302 to and fro means the cache; success means that MAPI over HTTP refuses.',
  },
  {
    causes: ['cert-principal-name', 'cached-credentials'],
    lookAt: 'Press Cancel: a message about the proxy server’s certificate follows a wrong principal name.',
  },
  {
    causes: ['ntlm-bottleneck', 'oa-queue-limit'],
    lookAt:
      'Both come at busy hours only: a 503 at /rpc is the queue, time-outs of Netlogon are the bottleneck.',
  },
  {
    causes: ['ep-tls-termination', 'ep-tls-inspection', 'ep-ntlmv1'],
    lookAt: 'Who sees it: all clients but not web mail, PCs with one scanner, or machines under one policy.',
  },
  {
    causes: ['ep-tls-termination', 'reverse-proxy-ntlm'],
    lookAt: 'Does it end with Extended Protection off?',
  },
  {
    causes: ['oa-basic-auth', 'oa-advertised-blocked'],
    lookAt: 'The method in Exchange Proxy Settings: Basic, or NTLM on a way that is blocked.',
  },
  {
    causes: ['autodiscover-root-domain', 'cert-new-server-default', 'cert-name-url-mismatch'],
    lookAt:
      'Whose certificate the warning shows: a web site’s, the new server’s own, or the right one without the name.',
  },
  {
    causes: ['mailbox-move-by-design', 'ad-attribute-stale', 'rpctcp-profile-to-2013plus'],
    lookAt: 'How often: once, for ever for one user, or for ever for everybody since the name was moved.',
  },
  {
    causes: ['mailbox-move-by-design', 'secondary-mailbox-moved'],
    lookAt: 'Was the user’s own mailbox moved at all?',
  },
  {
    causes: ['client-web-proxy', 'mapi-vdir-auth'],
    lookAt: 'Web mail is fine and going back to RPC cures it: the web proxy stands between.',
  },
];
