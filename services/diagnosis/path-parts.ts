import { pathId } from '../facts.ts';
import { remembered } from '../remembered.ts';

/** A path of a case taken apart, as the index needs it. */
export interface PathParts {
  /** The form in which paths are compared. */
  readonly id: string;
  readonly group: string;
  /** Of a keyed group; `client.registry[…]` has a name, not a key. */
  readonly key: string | undefined;
  /** What follows the last dot, empty for elements and bare groups. */
  readonly leaf: string;
  readonly kind: 'leaf' | 'element' | 'bare';
  /** The server that it speaks of: that answered or logged, runs the pool, lacks the patch. */
  readonly node: string | undefined;
  /** The facts whose time is the last change of what it speaks of. */
  readonly changes: readonly string[];
}

const poolOf: Readonly<Record<string, string>> = {
  autodiscover: 'msexchangeautodiscoverapppool',
  mapi: 'msexchangemapifrontendapppool',
  ews: 'msexchangeservicesapppool',
  oab: 'msexchangeoabapppool',
  outlookAnywhere: 'msexchangerpcproxyfrontendapppool',
};
const answering: ReadonlySet<string> = new Set(['tls', ...Object.keys(poolOf)]);
const ofServers: ReadonlySet<string> = new Set(['pools', 'components', 'ports', 'hotfixes']);
const failedLogons: ReadonlySet<string> = new Set([
  'failedLogon',
  'badPasswordAt',
  'typedName',
  'logonDomain',
]);

/** Behind the `@` of what was asked over the wire, before the slash elsewhere. */
function nodeOf(group: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (answering.has(group)) return /@([^/]+)/.exec(key)?.[1];
  if (group === 'servers') return key;
  return ofServers.has(group) ? key.split('/')[0] : undefined;
}

function changesOf(group: string, leaf: string, node: string | undefined): readonly string[] {
  if (group === 'mailbox') return leaf === 'movedAt' ? [] : ['mailbox.movedAt'];
  if (group === 'account') return failedLogons.has(leaf) ? ['account.passwordChangedAt'] : [];
  if (node === undefined || leaf === 'bootedAt' || leaf === 'startedAt') return [];
  const pool = poolOf[group];
  return [`servers[${node}].bootedAt`, ...(pool === undefined ? [] : [`pools[${node}/${pool}].startedAt`])];
}
/** Whether a path is one of the times of change. */
export const isChange = (id: string): boolean =>
  id === 'mailbox.movedAt' ||
  id === 'account.passwordChangedAt' ||
  /^(servers\[.*\]\.bootedAt|pools\[.*\]\.startedAt)$/.test(id);

/** A path taken apart once for all the cases that name it. */
export const pathParts: (path: string) => PathParts = remembered((path) => {
  const id = pathId(path);
  const [, group = id, key] = /^([a-z]+)(?:\[([^\]]*)\])?/i.exec(id) ?? [];
  const dot = id.lastIndexOf('.');
  const kind = id.endsWith('[]') ? 'element' : id.includes('.') ? 'leaf' : 'bare';
  const leaf = kind === 'leaf' ? id.slice(dot + 1) : '';
  const node = nodeOf(group, key);
  return {
    id,
    group,
    key: kind === 'element' ? undefined : key,
    leaf,
    kind,
    node,
    changes: changesOf(group, leaf, node),
  };
});
