import { hostOr } from '../readings/command-words.ts';
import { duplicated, missing, onWrongAccount } from '../readings/kerberos.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-spn',
  title: 'Put the http service principal name on the one account that serves it',
  effect: 'organisation',
  parameters: (seen) => ({
    hosts: [...new Set([...onWrongAccount(seen), ...duplicated(seen), ...missing(seen)])].sort(),
    account: seen.text('kerberos.account') ?? '',
  }),
  when: whenLikely,
  steps: (seen, { hosts, account }) => {
    const right = account === '' ? '<DOMAIN\\service account>' : String(account);
    const list =
      Array.isArray(hosts) && hosts.length > 0
        ? hosts.map((host) => hostOr(String(host), '<mail name>'))
        : ['<mail name>'];
    return [
      ...list.flatMap((host) => [
        `See where it stands, in the whole forest: setspn -F -Q ${quoted(`http/${host}`)}   (write the answer down)`,
        ...(seen.list(`spn[${host}].accounts`) ?? [])
          .filter((holder) => holder.toLowerCase() !== right.toLowerCase())
          .map(
            (holder) =>
              `Take it off the account that does not serve it: setspn -D ${quoted(`http/${host}`)} ${quoted(holder)}`,
          ),
        `Only when every front end holds the credential of ${right}: setspn -S ${quoted(`http/${host}`)} ${quoted(right)}`,
      ]),
      'Exchange 2010 and 2016 cannot share one service account: the name belongs to the generation that clients reach by it.',
      'Have people sign out of Windows and in again, or run klist purge: tickets are kept for up to ten hours.',
    ];
  },
  consequences:
    'Clients of the domain use Kerberos for that name from their next ticket on; for up to ten hours some still hold a ticket for the old account.',
  rollback:
    'setspn -D for what was added and setspn -S for what was taken off, as written down; nothing else.',
  verification:
    'setspn -F -Q shows the name on that account alone, klist get http/<name> gives a ticket on a PC, and the http-proxy log shows Negotiate with this user let in.',
  source: 'Microsoft, Configuring Kerberos authentication for load-balanced Client Access services; setspn',
});
