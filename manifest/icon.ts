import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
const clear: Colour = [0, 0, 0, 0];
const white: Colour = [255, 255, 255, 255];
const blue: Colour = [0x1f, 0x4e, 0x79, 255];

/** The icon in colour, 192 × 192: a window that asks, on a filled square. */
export const colourIcon = (): Buffer => png(192, (x, y) => (sign(x, y) ? white : blue));
/** The outline, 32 × 32: white on nothing, as Teams wants it. */
export const outlineIcon = (): Buffer => png(32, (x, y) => (sign(x, y) ? white : clear));

/** Whether a point of the unit square belongs to the drawing: a window's frame, its title bar, a question's dot and stroke. */
function sign(x: number, y: number): boolean {
  const inside = x > 0.16 && x < 0.84 && y > 0.2 && y < 0.8;
  const hollow = x > 0.22 && x < 0.78 && y > 0.34 && y < 0.74;
  const stroke = x > 0.465 && x < 0.535 && y > 0.4 && y < 0.58;
  const dot = Math.hypot(x - 0.5, y - 0.655) < 0.042;
  return (inside && !hollow) || stroke || dot;
}

/** A PNG of 8-bit RGBA (PNG specification, 11.2.2), each pixel the mean of 4 × 4 samples. */
function png(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const samples = 4;
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0];
      for (let part = 0; part < samples * samples; part += 1) {
        const x = (column + ((part % samples) + 0.5) / samples) / size;
        const y = (row + (Math.floor(part / samples) + 0.5) / samples) / size;
        const [red, green, blueness, alpha] = colourAt(x, y);
        // Colours of clear samples must not darken the edge: weigh by alpha.
        [red * alpha, green * alpha, blueness * alpha, alpha].forEach((value, channel) => {
          sum[channel] = (sum[channel] ?? 0) + value;
        });
      }
      const [red = 0, green = 0, blueness = 0, alpha = 0] = sum;
      const at = row * (size * 4 + 1) + 1 + column * 4;
      const shown = alpha === 0 ? [0, 0, 0] : [red / alpha, green / alpha, blueness / alpha];
      Buffer.from([...shown, alpha / (samples * samples)].map(Math.round)).copy(rows, at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
