import { TLSSocket } from 'node:tls';
import type { AccessLog } from '../access-log.ts';
import { type Listener, openListener } from '../listener.ts';
import { type CertificateFiles, secureContextFor } from '../tls-context.ts';
import { sidOf } from '../world/mailbox-defaults.ts';
import type { DomainController, World } from '../world.ts';
import type { Accounts } from './accounts.ts';
import { samOf } from './computer-tree.ts';
import { dnKey, sidBytes } from './entry.ts';
import type { Readable } from './match.ts';
import { converse } from './session.ts';
import type { Tree } from './tree.ts';

/** Attributes that are not in the partial set of a global catalogue. */
const notInCatalogue = [
  'lockouttime',
  'badpwdcount',
  'badpasswordtime',
  'pwdlastset',
  'accountexpires',
  'logonhours',
  'userworkstations',
  'protocolsettings',
  'msds-user-account-control-computed',
  'msds-userpasswordexpirytimecomputed',
  'msds-replattributemetadata',
  'msds-replvaluemetadata',
  'msds-supportedencryptiontypes',
];

/** Serves a domain controller's directory over TLS: as LDAPS, or as global catalogue. */
export async function serveDirectory(options: {
  readonly world: World;
  readonly controller: DomainController;
  readonly tree: Tree;
  readonly accounts: Accounts;
  readonly certificate: CertificateFiles;
  readonly catalogue: boolean;
  readonly log: AccessLog;
}): Promise<Listener> {
  const { world, controller, log, catalogue, tree, accounts } = options;
  const secureContext = secureContextFor(options.certificate, controller.tls);
  const fault = controller.faults.find(({ on }) => on.toLowerCase() === 'ldaps');
  const listener = catalogue ? 'ldaps-gc' : 'ldaps';
  return openListener({
    listener: 'ldaps',
    named: listener,
    delays: controller.delays,
    faults: controller.faults,
    down: controller.down,
    log,
    onConnection({ socket, id, began }) {
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      secured.on('error', () => secured.destroy()); // a client that refuses our certificate says so itself
      secured.once('secure', () =>
        log({ kind: 'tls', listener, connection: id, began, detail: { version: secured.getProtocol() } }),
      );
      converse(secured, {
        world,
        tree,
        accounts,
        readable: readableOf(world, catalogue),
        everywhere: catalogue,
        listener,
        connection: id,
        answerMs: controller.delays.answerMs,
        fault,
        log,
      });
    },
  });
}

/** What an ordinary account may read: everything but what the world hides, everywhere or on one mailbox. */
function readableOf(world: World, catalogue: boolean): Readable {
  const hidden = new Set([
    ...world.directory.hide.map((name) => name.toLowerCase()),
    ...(catalogue ? notInCatalogue : []),
  ]);
  const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  const sidOfComputer = (each: World['computers'][number]) => {
    const domain = world.domains.find(({ name }) => name === each.domain);
    return domain === undefined ? '' : sidOf(domain, samOf(each));
  };
  const bySid = new Map(
    [...world.mailboxes, ...world.computers.map((each) => ({ sid: sidOfComputer(each), hide: each.hide }))]
      .filter(({ hide }) => hide.length > 0)
      .map(({ sid, hide }) => [sidBytes(sid).toString('hex'), lower(hide)]),
  );
  const below = world.directory.hideBelow.map(dnKey);
  return (entry, attribute) => {
    const name = attribute.toLowerCase();
    if (hidden.has(name)) return false;
    if (below.some((part) => `,${entry.key},`.includes(`,${part},`))) return false;
    if (bySid.size === 0) return true;
    const sid = entry.attributes.get('objectsid')?.values()[0];
    return !(Buffer.isBuffer(sid) && bySid.get(sid.toString('hex'))?.has(name));
  };
}
