import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The same picture with at most 256 colours, for a picture of text: a quarter of what a browser writes. Takes 8-bit RGB
 * without interlacing, which is what Chromium's screenshots are (PNG, W3C REC-png-3).
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = pixelsOf(png);
  const palette: number[] = [];
  const indexOf = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      // Five bits a channel: what is lost there nobody sees on text.
      const colour = [0, 1, 2].reduce((sum, part) => (sum << 5) | five(pixels[at + part] ?? 0), 0);
      let index = indexOf.get(colour);
      if (index === undefined) {
        index = palette.length;
        if (index === 256) throw new Error('the picture has more than 256 colours: it is not one of text');
        palette.push(colour);
        indexOf.set(colour, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const colours = palette.flatMap((colour) => [10, 5, 0].map((shift) => eight((colour >> shift) & 31)));
  const header = Buffer.from(png.subarray(16, 29));
  header[9] = 3;
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours)),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const five = (channel: number): number => Math.round((channel * 31) / 255);
const eight = (channel: number): number => Math.round((channel * 255) / 31);

function pixelsOf(png: Buffer): {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
} {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  // Depth 8, colour type 2, no interlacing.
  if (png[24] !== 8 || png[25] !== 2 || png[28] !== 0) throw new Error('not a picture in 8-bit RGB');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const filtered = inflateSync(Buffer.concat(data));
  const stride = width * 3;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < 3 ? 0 : (pixels[at - 3] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < 3 || y === 0 ? 0 : (pixels[at - stride - 3] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      pixels[at] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, height, pixels };
}

/** Whichever of three neighbours is nearest to left + above - corner (section 9.4 there). */
function paeth(left: number, above: number, corner: number): number {
  const far = (neighbour: number) => Math.abs(left + above - corner - neighbour);
  if (far(left) <= far(above) && far(left) <= far(corner)) return left;
  return far(above) <= far(corner) ? above : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
