import { reading, type Seen, type Truth } from '../cause.ts';
import { registryNumber } from './client-tls.ts';

interface Forcing {
  readonly name: string;
  readonly forces: (value: number) => boolean;
  readonly says: string;
}
/** Values by which Office, Outlook or Windows forbids signing in silently, as documented. */
const forcing: readonly Forcing[] = [
  // KB3060280: without online content Office may not sign in, and says "disabled by your administrator".
  {
    name: 'UseOnlineContent',
    forces: (value) => value === 0,
    says: 'keeps Office from signing in to anything on-line',
  },
  {
    name: 'DisableDomainCreds',
    forces: (value) => value === 1,
    says: 'keeps Windows from storing any password',
  },
  {
    name: 'DisablePasswordCaching',
    forces: (value) => value === 1,
    says: 'keeps Windows from storing any password',
  },
  { name: 'PromptForCredentials', forces: (value) => value === 1, says: 'always asks' },
  { name: 'AlwaysPromptForCredentials', forces: (value) => value === 1, says: 'always asks' },
];
const anonymous = /^\s*01[\s,]*f0[\s,]*00[\s,]*80\b/i;
const askingWords = /anonymous|always|prompt|\bask/i;

/** What the logon setting of the profile (00036619) says where it makes Outlook ask. */
const profileSetting = (seen: Seen): string | undefined => {
  const stated = seen.text('client.logonNetworkSecurity');
  if (stated !== undefined && askingWords.test(stated)) return `Logon network security is "${stated}"`;
  const raw = seen.get('client.registry[00036619]');
  return typeof raw === 'string' && anonymous.test(raw)
    ? 'Logon network security is anonymous (00036619 = 01 f0 00 80)'
    : undefined;
};

/** Policies that lay down how Outlook signs in, or whether Windows keeps what it needs for that. */
const aboutSigningIn = [
  'AuthenticationService',
  'PromptForCredentials',
  'AlwaysPromptForCredentials',
  'UseOnlineContent',
  'DisableDomainCreds',
  'DisablePasswordCaching',
  'DisableRememberPwd',
  'RestrictSendingNTLMTraffic',
  'RpcAuthnLevel',
  'ProxyAuthenticationService',
  'SignInOptions',
];
/** Which of them are set on this PC, whatever their value is. */
export const signInPolicies = reading((seen: Seen): readonly string[] =>
  aboutSigningIn.filter((name) => {
    const value = seen.get(`client.policy[${name}]`);
    return value !== undefined && value !== '' && !isHarmless(name, value);
  }),
);
/** Whether one is set; false when those that were looked at are not. */
export const hasSignInPolicy = (seen: Seen): Truth =>
  signInPolicies(seen).length > 0
    ? true
    : aboutSigningIn.some((name) => seen.get(`client.policy[${name}]`) !== undefined)
      ? false
      : undefined;
/** A value that is known to let Outlook sign in silently. */
const isHarmless = (name: string, value: unknown): boolean =>
  typeof value === 'number' && forcing.some((one) => one.name === name && !one.forces(value));

/** What was found on the PC that makes Outlook ask, each as a sentence without its full stop. */
export const forcedToAsk = reading((seen: Seen): readonly string[] => {
  const setting = profileSetting(seen);
  return [
    ...(setting === undefined ? [] : [setting]),
    ...forcing.flatMap(({ name, forces, says }) => {
      const value = registryNumber(seen, name);
      return value !== undefined && forces(value) ? [`${name} = ${value} ${says}`] : [];
    }),
  ];
});

const silentWords = /negotiate|ntlm|password authentication/i;
/** Whether the profile may sign in by Kerberos or a smart card alone, which asks wherever that is not at hand. */
export const oneWayOnly = (seen: Seen): Truth => {
  const stated = seen.text('client.logonNetworkSecurity');
  return stated === undefined
    ? undefined
    : /kerberos|smart ?card/i.test(stated) && !/negotiate|ntlm/i.test(stated);
};
/** Whether something on the PC makes Outlook ask; false only when what was read of it does not. */
export const isForcedToAsk = reading((seen: Seen): Truth => {
  if (forcedToAsk(seen).length > 0) return true;
  const read =
    silentWords.test(seen.text('client.logonNetworkSecurity') ?? '') ||
    forcing.some(({ name }) => registryNumber(seen, name) !== undefined);
  return read && oneWayOnly(seen) !== true ? false : undefined;
});
