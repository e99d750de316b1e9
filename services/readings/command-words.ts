/** A host name or short server name for a command; what is none gives the placeholder: facts may be pasted by anybody. */
export const hostOr = (text: string, placeholder: string): string =>
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i.test(text) ? text : placeholder;

/** A provider of windowsAuthentication for a command of appcmd; what is none gives the placeholder. */
export const providerOr = (text: string, placeholder: string): string =>
  /^[a-z0-9]+(?::[a-z0-9]+)?$/i.test(text) ? text : placeholder;
