import { wrongPlaceholdersIn } from './placeholders-check.ts';
import { wrongPopup, wrongTold } from './told-facts.ts';

type Objects = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Objects =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (raw: unknown, list: string): Objects[] => {
  const value = isObject(raw) ? raw[list] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The values of one key in one list of a world that may be wrong elsewhere, in lower case. */
export const namesIn = (raw: unknown, list: string, key: string): string[] =>
  objects(raw, list).flatMap((each) => {
    const name = each[key];
    return typeof name === 'string' ? [name.toLowerCase()] : [];
  });

/** What is wrong with told facts and placeholders; judged by itself, so that other faults do not hide it. */
export function checkTexts(raw: unknown, addresses: ReadonlySet<string>, start: Date, wrong: string[]): void {
  for (const mailbox of objects(raw, 'mailboxes')) {
    const here = `mailboxes[${String(mailbox.address)}]`;
    if (isObject(mailbox.popup)) wrong.push(...wrongPopup(mailbox.popup, `${here}.popup`, start));
    const told = Array.isArray(mailbox.told) ? mailbox.told : [];
    told.forEach((each: unknown, index) => {
      if (isObject(each) && typeof each.fact === 'string' && each.value !== undefined)
        wrong.push(...wrongTold(each.fact, each.value, `${here}.told[${index}]`, start));
    });
    for (const key of ['popup', 'told'])
      wrong.push(...wrongPlaceholdersIn(mailbox[key], `${here}.${key}`, addresses, start));
  }
  for (const controller of objects(raw, 'domainControllers'))
    wrong.push(
      ...wrongPlaceholdersIn(
        controller.logs,
        `domainControllers[${String(controller.name)}].logs`,
        addresses,
        start,
      ),
    );
  for (const server of objects(raw, 'servers')) {
    const here = `servers[${String(server.name)}]`;
    wrong.push(...wrongPlaceholdersIn(server.logs, `${here}.logs`, addresses, start));
    for (const location of objects(server, 'locations'))
      wrong.push(
        ...wrongPlaceholdersIn(
          location.anchor,
          `${here}.locations[${String(location.anchor)}].anchor`,
          addresses,
          start,
        ),
      );
  }
}
