import { reading, type Seen, type Truth } from '../cause.ts';
import { type Node, nodes } from './servers.ts';

type LookupStep = 'scp' | 'root' | 'autodiscover' | 'redirect' | 'srv';
/** One place of the lookup, and what Outlook may show there. */
export interface OrderedStep {
  readonly step: LookupStep;
  /** How Outlook asks. */
  readonly asks: string;
  /** The popups that an answer of this step can cause, by what it is. */
  readonly popups: readonly ('certificate' | 'credential' | 'allow-website')[];
}

/** The steps at which Outlook asks somebody, in its order (KB3211279; protocols 1.1). 2013 and later asks scp and root at the same time. */
export const lookupOrder: readonly OrderedStep[] = [
  {
    step: 'scp',
    asks: 'the address of each service connection point',
    popups: ['certificate', 'credential'],
  },
  { step: 'root', asks: 'https at the mail domain itself', popups: ['certificate', 'credential'] },
  { step: 'autodiscover', asks: 'https at autodiscover.<domain>', popups: ['certificate', 'credential'] },
  { step: 'redirect', asks: 'http at autodiscover.<domain>, for a redirect', popups: ['allow-website'] },
  {
    step: 'srv',
    asks: 'the SRV record _autodiscover._tcp.<domain>',
    popups: ['allow-website', 'certificate', 'credential'],
  },
];

export type LookupPopup = OrderedStep['popups'][number];
const redirects = [301, 302, 307, 308];

/** Each step that was asked, in Outlook's order, with the popups that what it answered causes. */
export const lookupWalk = reading(
  (
    seen: Seen,
  ): readonly {
    readonly step: LookupStep;
    readonly node: Node;
    readonly popups: readonly LookupPopup[];
  }[] =>
    lookupOrder.flatMap(({ step, popups }) =>
      nodes(seen, 'autodiscover')
        .filter(({ part }) => part === step)
        .map((node) => ({
          step,
          node,
          popups: popups.filter((popup) => mayShow(seen, node, step, popup) === true),
        })),
    ),
);

/** Whether what a step answered makes Outlook show this popup; unseen when the step was not asked. */
export function mayShow(seen: Seen, { key, host }: Node, step: LookupStep, popup: LookupPopup): Truth {
  const status = seen.number(`autodiscover[${key}].status`);
  switch (popup) {
    case 'allow-website':
      if (step === 'srv') return status === undefined ? undefined : status < 500;
      return status === undefined ? undefined : redirects.includes(status);
    case 'credential':
      // Exchange offers a Windows logon, which Outlook answers by itself; whoever offers Basic alone asks the person.
      return status === undefined ? undefined : status === 401 && !offersWindows(seen, key);
    case 'certificate': {
      const [matches, trusted] = [
        seen.flag(`tls[${host}@vip].nameMatches`),
        seen.flag(`tls[${host}@vip].trusted`),
      ];
      if (matches === false || trusted === false) return true;
      return matches === undefined || trusted === undefined ? undefined : isOutOfDate(seen, host);
    }
  }
}

const offersWindows = (seen: Seen, key: string): boolean =>
  (seen.list(`autodiscover[${key}].schemes`) ?? []).some((scheme) => /^(negotiate|ntlm)/i.test(scheme));

function isOutOfDate(seen: Seen, host: string): Truth {
  const [from, to] = [seen.time(`tls[${host}@vip].notBefore`), seen.time(`tls[${host}@vip].notAfter`)];
  return from === undefined || to === undefined ? undefined : seen.now < from || seen.now > to;
}
