import type { Clients } from '../looking/clients.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { type Behind, frontEndsBehind, legacyBehind } from '../looking/names.ts';
import {
  askAnonymously,
  askSigned,
  type ServicePlace,
  type Signed,
  signedFacts,
  statement,
} from '../looking/service-asking.ts';
import { frontEnds, legacyClientAccess } from '../looking/topology.ts';
import { echoQuestion, isEcho, type RpcVerb } from '../protocols/rpc-http.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
  /** The server whose endpoint the RPC proxy is asked for. */
  readonly target: string;
}
const verbs: readonly RpcVerb[] = ['RPC_IN_DATA', 'RPC_OUT_DATA'];

export default probe<Asked>({
  id: 'outlook-anywhere',
  title: 'Outlook Anywhere on each server',
  needs: ['servers.exchange', 'vdirs', 'mailbox.server'],
  brings: ['outlookAnywhere'],
  deadlineMs: 15_000,
  subjects: (known) => [
    ...frontEndsBehind(known, 'rpc').flatMap((behind) => [
      ...both(behind, homeFrom(known, behind)),
      // The way down to an older server is one of its own: `…@ex16a/ex10a`.
      ...legacyClientAccess(known.topology).map((old) =>
        signed({ ...behind, key: `${behind.key}/${old.name}` }, old.fqdn),
      ),
    ]),
    ...legacyBehind(known, 'rpc').flatMap((behind) => both(behind, behind.node.fqdn)),
  ],
  run: ({ place, target, authenticates }, known, clients, signal) =>
    authenticates === true
      ? echoes(place, target, known, clients, signal)
      : askAnonymously(place, echoQuestion('RPC_IN_DATA', target), clients, signal),
});

const signed = ({ key, host, node }: Behind, target: string): Asked => ({
  key: `${key} to ${target} by NTLM`,
  place: { group: 'outlookAnywhere', at: key, host, through: node.fqdn },
  target,
  shared: true,
  authenticates: true,
  brings: [`outlookAnywhere[${key}].ntlmStatus`, `outlookAnywhere[${key}].echo`],
});
const both = (behind: Behind, target: string): readonly Asked[] => {
  const { authenticates: _, ...asked } = signed(behind, target);
  const { key } = behind;
  const anonymous = {
    key,
    brings: [`outlookAnywhere[${key}].anonymousStatus`, `outlookAnywhere[${key}].schemes`],
  };
  return [{ ...asked, ...anonymous }, signed(behind, target)];
};

/** The mailbox's server where the front ends have its back end among themselves, else the front end's own. */
function homeFrom(known: Known, { node }: Behind): string {
  const home = String(known.get('mailbox.server') ?? '').toLowerCase();
  return frontEnds(known.topology).find(({ name }) => name === home)?.fqdn ?? node.fqdn;
}

/** Both verbs, each over a connection of its own; the one that fails is the one that is told. */
async function echoes(
  place: ServicePlace,
  target: string,
  known: Known,
  clients: Clients,
  signal: AbortSignal,
): Promise<Brought> {
  const asked = await Promise.all(
    verbs.map(async (verb) => {
      const question = echoQuestion(verb, target);
      return { verb, question, signed: await askSigned(place, question, { known, clients, signal }) };
    }),
  );
  const failed = asked.find((one) => echoOf(one.signed) === false);
  const unseen = asked.find((one) => echoOf(one.signed) === undefined);
  const told = failed ?? unseen ?? asked[0];
  if (told === undefined) return { facts: [] };
  const { facts, blind = [] } = signedFacts(place, told.question, told.signed);
  const state = statement(place, 'echo by both verbs', '/rpc/rpcproxy.dll');
  if (failed === undefined && unseen !== undefined)
    return {
      facts,
      blind: [
        ...blind,
        {
          fact: `outlookAnywhere[${place.at}].echo`,
          why: 'why' in unseen.signed ? unseen.signed.why : 'it was not answered',
        },
      ],
    };
  return { facts: [...facts, state('echo', failed === undefined), ...reasons(failed, state)], blind };
}

const echoOf = (signed: Signed): boolean | undefined => ('why' in signed ? undefined : isEcho(signed.answer));

/** What came in place of an echo where the status alone does not say it. */
const reasons = (
  failed: { readonly verb: RpcVerb; readonly signed: Signed } | undefined,
  state: (leaf: string, value: string) => NewFact,
): readonly NewFact[] =>
  failed === undefined || 'why' in failed.signed
    ? []
    : [state('error', `${failed.verb} was answered ${failed.signed.answer.status} without the echo`)];
