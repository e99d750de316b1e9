/** One log line by the names of its `#Fields`, in lower case; empty values and `-` are left out. */
export type LogLine = ReadonlyMap<string, string>;
export interface Fields {
  /** `w3c`: by blanks, as IIS writes. `csv`: by commas with quotes, as Exchange writes. */
  readonly form: 'w3c' | 'csv';
  readonly names: readonly string[];
}

/** The fields that a `#Fields:` line names; which form follows is seen by their separator. */
export function readFields(line: string): Fields | undefined {
  const match = /^#fields:\s*(.+?)\s*$/i.exec(line);
  const list = match?.[1];
  if (list === undefined) return undefined;
  const form = list.includes(',') ? 'csv' : 'w3c';
  const names = list.split(form === 'csv' ? ',' : /\s+/).map((name) => name.trim().toLowerCase());
  return names.length > 1 ? { form, names } : undefined;
}

/** A line's values by field, undefined when it does not have as many as the header names (cut, or another log's). */
export function readLine(text: string, fields: Fields): LogLine | undefined {
  const values = fields.form === 'csv' ? readCsv(text) : text.trimEnd().split(' ');
  if (values === undefined || values.length !== fields.names.length) return undefined;
  const line = new Map<string, string>();
  for (const [index, name] of fields.names.entries()) {
    const value = values[index] ?? '';
    if (value !== '' && (value !== '-' || fields.form === 'csv')) line.set(name, value);
  }
  return line;
}

/** The values of one comma-separated line (RFC 4180), undefined when a quote is left open. */
export function readCsv(text: string): readonly string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  const values: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charAt(at) !== '"') {
      const comma = text.indexOf(',', at);
      values.push(text.slice(at, comma < 0 ? undefined : comma));
      if (comma < 0) return values;
      at = comma + 1;
      continue;
    }
    let value = '';
    for (at += 1; ; ) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return undefined;
      value += text.slice(at, quote);
      at = quote + 1;
      if (text.charAt(at) !== '"') break;
      value += '"';
      at += 1;
    }
    values.push(value);
    if (at >= text.length) return values;
    if (text.charAt(at) !== ',') return undefined;
    at += 1;
  }
}

/** Texts one of which stands in every line whose column ends in this value, or is it when `whole`; none without that column. */
export function textsOfValue(
  { form, names }: Fields,
  column: string,
  value: string,
  whole = true,
): readonly string[] {
  const index = names.indexOf(column);
  if (index < 0) return [];
  const separator = form === 'csv' ? ',' : ' ';
  const before = whole && index > 0 ? separator : '';
  const after = index < names.length - 1 ? separator : '';
  const quoted = form === 'csv' ? [`${whole ? '"' : ''}${value}"`] : [];
  return [`${before}${value}${after}`, ...quoted];
}

/** When a line was written, ms since the epoch: `date` and `time` of IIS, `DateTime` or `date-time` of Exchange; both are UTC. */
export function timeOf(line: LogLine): number | undefined {
  const date = line.get('date');
  const text =
    date === undefined ? (line.get('datetime') ?? line.get('date-time')) : `${date}T${line.get('time')}Z`;
  return text === undefined ? undefined : readTime(text);
}

function readTime(text: string): number | undefined {
  const ms = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
