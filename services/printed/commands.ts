import type { Command } from './blocks.ts';

const prompt =
  /^\s{0,8}(?:\[[\w.-]{1,80}\]:?\s{0,3})?(?:PS\s{1,3}|\[PS\]\s{0,3})?(?:[A-Za-z]:\\[^<>|]{0,200}|\/[^<>|]{0,200})?(?:>|PS>)\s{0,3}(?=[A-Za-z$(&[]|$)/;
const verb =
  /^\s{0,8}(?:\$\w{1,40}\s?=\s?)?\(?(?:get|test|resolve|set|new|restart|import|export)-[a-z]{2,60}\b/i;
const cmdlet = /(?:^|[\s(;|&{=])((?:get|resolve)-[a-z]{2,60})\b([^|;)}]{0,400})/gi;

/** The command typed on a line, or undefined; one that ends in a pipe or a backtick goes on. `next` is the line behind it. */
export function commandOf(
  lines: readonly string[],
  index: number,
): { readonly commands: readonly Command[]; readonly next: number } | undefined {
  const line = lines[index] ?? '';
  if (line.length > 4_000) return undefined;
  if (!line.includes('>') && !line.includes('-')) return undefined;
  const head = line.includes('>') ? prompt.exec(line) : null;
  const isPrompt = head !== null && head[0].trim() !== '' && head[0].trim() !== '>';
  // A list's property may begin like a cmdlet's name only with a colon behind it.
  if (!isPrompt && !(verb.test(line) && !/^\s*[\w-]+\s*:/.test(line))) return undefined;
  let typed = isPrompt ? line.slice(head[0].length) : line;
  let next = index + 1;
  while (next < lines.length && next - index < 12) {
    const more = /^\s{0,4}>>:?\s?(.*)$/.exec(lines[next] ?? '');
    if (more !== null) typed += ` ${more[1]}`;
    else if (/[|`]\s*$/.test(typed) && (lines[next] ?? '').trim() !== '' && !prompt.test(lines[next] ?? '>'))
      typed = `${typed.replace(/`\s*$/, '')} ${lines[next]}`;
    else break;
    next += 1;
  }
  return { commands: commandsOf(typed.slice(0, 4_000)), next };
}

/** What prints: the last cmdlet of each pipeline, those in brackets only where no other stands. */
function commandsOf(typed: string): readonly Command[] {
  const bare = typed.replace(/\([^()]{0,400}\)/g, ' ').replace(/\{[^{}]{0,400}\}/g, ' ');
  const from = (text: string): readonly Command[] =>
    text.split(';').flatMap((pipeline) => {
      const found = [...pipeline.matchAll(cmdlet)];
      const last = found.at(-1);
      if (last === undefined) return [];
      // Whom the first of a pipeline names is whom the last prints.
      const argument = found.map(([, , rest = '']) => argumentOf(rest)).find((one) => one !== undefined);
      return [{ name: (last[1] ?? '').toLowerCase(), argument }];
    });
  const outside = from(bare);
  return outside.length > 0 ? outside : from(typed);
}

function argumentOf(rest: string): string | undefined {
  const named =
    /\s-(?:Identity|Server|Name|Status\s+-Server)\s{1,9}(?:"([^"]{1,200})"|'([^']{1,200})'|([^\s"'$-][^\s]{0,200}))/i.exec(
      rest,
    );
  const plain = /^\s{1,9}(?:"([^"]{1,200})"|'([^']{1,200})'|([^\s"'$-][^\s]{0,200}))/.exec(rest);
  const match = named ?? plain;
  return match === null ? undefined : (match[1] ?? match[2] ?? match[3]);
}
