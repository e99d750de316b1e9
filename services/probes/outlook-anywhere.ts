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
import type { HttpAsk } from '../protocols/http.ts';
import { echoQuestion, isEcho, type RpcVerb } from '../protocols/rpc-http.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
  /** The server whose endpoint the RPC proxy is asked for. */
  readonly target: string;
}

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
        downTo({ ...behind, key: `${behind.key}/${old.name}` }, old.fqdn),
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
/** Nothing else is asked about the way down, so that all of it is unseen with this question. */
const downTo = (behind: Behind, target: string): Asked => ({
  ...signed(behind, target),
  brings: [`outlookAnywhere[${behind.key}]`],
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

/** Both verbs, the second over the connection that the first has signed in on; the one that fails is the one that is told. */
async function echoes(
  place: ServicePlace,
  target: string,
  known: Known,
  clients: Clients,
  signal: AbortSignal,
): Promise<Brought> {
  const context = { known, clients, signal };
  const asking = (verb: RpcVerb) => ({ verb, question: echoQuestion(verb, target) });
  const [incoming, outgoing] = [asking('RPC_IN_DATA'), asking('RPC_OUT_DATA')];
  const first = await askSigned(place, incoming.question, context, outgoing.question);
  const asked = [{ ...incoming, signed: first }];
  // One verb refused or failed says enough; each further logon that is turned down counts against our account.
  if ('why' in first || echoOf(first) === true)
    asked.push({ ...outgoing, signed: await outgoingAfter(first, place, incoming.verb, outgoing, context) });
  const failed = asked.find((one) => echoOf(one.signed) === false);
  const unseen = asked.find((one) => echoOf(one.signed) === undefined);
  const told = failed ?? unseen ?? { ...incoming, signed: first };
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

/** The other verb: as answered over the same connection, or asked anew where the logon did not hold on it. */
async function outgoingAfter(
  first: Signed,
  place: ServicePlace,
  verb: RpcVerb,
  outgoing: { readonly verb: RpcVerb; readonly question: HttpAsk },
  context: Parameters<typeof askSigned>[2],
): Promise<Signed> {
  if ('why' in first || first.further === undefined || first.further.status === 401)
    return askSigned(place, outgoing.question, context);
  return { ...first, answer: first.further, request: first.request.replace(verb, outgoing.verb) };
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
