type Json = unknown;
type Objects = Readonly<Record<string, Json>>;

/** The key by which the elements of a list of objects are told apart when one world extends another. */
export const listKeys: Readonly<Record<string, string>> = {
  sites: 'name',
  domainControllers: 'name',
  'domainControllers.stale': 'address',
  'domainControllers.faults': 'on',
  servers: 'name',
  'servers.iis': 'path',
  'servers.vdirs': 'name',
  'servers.pools': 'name',
  'servers.locations': 'anchor',
  'servers.mapi': 'path',
  'servers.hotfixes': 'id',
  'servers.faults': 'on',
  databases: 'name',
  publicFolderDatabases: 'name',
  domains: 'name',
  computers: 'name',
  commonNames: 'name',
  'commonNames.faults': 'on',
  webSites: 'name',
  'webSites.faults': 'on',
  furtherScps: 'server',
  dns: 'name',
  mailboxes: 'address',
  contacts: 'address',
  groups: 'address',
  people: 'upn',
  'windows.faults': 'on',
  expect: 'mailbox',
};

const isObject = (value: Json): value is Objects =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = (value: Json, key: string) =>
  isObject(value) && typeof value[key] === 'string' ? value[key].toLowerCase() : undefined;

/**
 * `over` laid on `base`: objects deep, lists of objects by their stated key (`removed: true` drops one),
 * other lists replaced, `null` removing. Faults are added to `wrong`.
 */
export function mergeWorlds(base: Json, over: Json, wrong: string[], path = '', plain = ''): Json {
  const key = listKeys[plain];
  if (key !== undefined && Array.isArray(over))
    return mergeLists(Array.isArray(base) ? base : [], over, key, wrong, path, plain);
  if (!isObject(over)) return over;
  const merged: Record<string, Json> = isObject(base) ? { ...base } : {};
  for (const [name, value] of Object.entries(over)) {
    if (value === null) delete merged[name];
    else
      merged[name] = mergeWorlds(
        merged[name],
        value,
        wrong,
        path === '' ? name : `${path}.${name}`,
        plain === '' ? name : `${plain}.${name}`,
      );
  }
  return merged;
}

function mergeLists(
  base: readonly Json[],
  over: readonly Json[],
  key: string,
  wrong: string[],
  path: string,
  plain: string,
): Json[] {
  const merged = [...base];
  const seen = new Set<string>();
  over.forEach((element, index) => {
    const name = keyOf(element, key);
    if (name === undefined || !isObject(element)) {
      wrong.push(`${path}[${index}]: state its "${key}"`);
      return;
    }
    const here = `${path}[${String(element[key])}]`;
    if (seen.has(name)) wrong.push(`${here}: a second element with ${key} "${name}"`);
    seen.add(name);
    const at = merged.findIndex((each) => keyOf(each, key) === name);
    const { removed, ...rest } = element;
    if (removed === true) {
      if (at < 0) wrong.push(`${here}: nothing called "${name}" to remove`);
      else merged.splice(at, 1);
      return;
    }
    if (removed !== undefined) wrong.push(`${here}.removed: only true has a meaning`);
    const next = mergeWorlds(at < 0 ? undefined : merged[at], rest, wrong, here, plain);
    if (at < 0) merged.push(next);
    else merged[at] = next;
  });
  return merged;
}
