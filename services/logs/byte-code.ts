/** WebAssembly byte code: an expression stands as the code of its operands, then its own (WebAssembly Core 2.0, 5.4). */
export type Code = readonly number[];

/** LEB128 (5.2.2). */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
type Expression = (...operands: readonly Code[]) => Code;
const plain =
  (...opcode: readonly number[]): Expression =>
  (...operands) => [...operands.flat(), ...opcode];
const simd = (opcode: number, ...immediate: readonly number[]): Expression =>
  plain(0xfd, ...unsigned(opcode), ...immediate);

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
/** Sets a local and leaves its value as the expression's. */
export const tee = (local: number, value: Code): Code => [...value, 0x22, ...unsigned(local)];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: plain(0x6a),
  subtract: plain(0x6b),
  multiply: plain(0x6c),
  and: plain(0x71),
  or: plain(0x72),
  shiftRight: plain(0x76),
  isZero: plain(0x45),
  isAtLeast: plain(0x4f),
  trailingZeros: plain(0x68),
  /** From any address. */
  load: (offset: number, address: Code): Code => [...address, 0x28, 0, ...unsigned(offset)],
  loadByte: (offset: number, address: Code): Code => [...address, 0x2d, 0, ...unsigned(offset)],
  store: (offset: number, address: Code, value: Code): Code => [
    ...address,
    ...value,
    0x36,
    2,
    ...unsigned(offset),
  ],
};
/** Sixteen bytes at once. */
export const v128 = {
  /** From any address, with nothing promised of where it lies. */
  load: (offset: number, address: Code): Code => simd(0x00, 0, ...unsigned(offset))(address),
  store: (offset: number, address: Code, value: Code): Code =>
    simd(0x0b, 0, ...unsigned(offset))(address, value),
  splat: simd(0x0f),
  isUnequal: simd(0x24),
  and: simd(0x4e),
  or: simd(0x50),
  isAny: simd(0x53),
  /** The highest bit of each byte. */
  bits: simd(0x64),
  /** Right, in lanes of sixteen bits. */
  shift: simd(0x8d),
  /** The bytes of a table that indices below 16 name: one instruction, where the strict one takes two. */
  lookUp: simd(0x100),
};

export const when = (condition: Code, ...body: readonly Code[]): Code => [
  ...condition,
  0x04,
  0x40,
  ...body.flat(),
  0x0b,
];
/** Runs its body over and over until the condition holds before it. */
export const until = (condition: Code, ...body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...condition,
  ...[0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
];

const listed = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(listed(items))];
const name = (text: string): Code => sized([...Buffer.from(text)]);
const types = { i32: 0x7f, v128: 0x7b };

/** What is used of WebAssembly's JavaScript interface; the types of Node do not hold it. */
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
  }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly run: unknown } };
};
/** Takes and gives numbers of 32 bits. */
export type Run = (...parameters: readonly number[]) => number;

/** A function made of byte code that gives one number, and the memory that it works in. */
export function functionOf(code: {
  readonly parameters: number;
  /** How many locals follow the parameters. */
  readonly locals: { readonly i32: number; readonly v128: number };
  readonly body: Code;
  readonly memoryBytes: number;
}): { readonly memory: ArrayBuffer; readonly run: Run } {
  const parameters = Array.from({ length: code.parameters }, () => [types.i32]);
  const locals = [
    [...unsigned(code.locals.i32), types.i32],
    [...unsigned(code.locals.v128), types.v128],
  ];
  const module = new WebAssembly.Module(
    // 5.5: the sections are types, imports, functions, exports and code.
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, [[0x60, ...listed(parameters), ...listed([[types.i32]])]]),
      ...section(2, [[...name('lent'), ...name('memory'), 0x02, 0x00, 0x01]]),
      ...section(3, [[0]]),
      ...section(7, [[...name('run'), 0x00, 0]]),
      ...section(10, [sized([...listed(locals), ...code.body, 0x0b])]),
    ]),
  );
  const pages = Math.ceil(code.memoryBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(module, { lent: { memory } });
  // Exported as a function of those parameters.
  return { memory: memory.buffer, run: exports.run as Run };
}
const pageBytes = 64 * 1024;
