import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrSvgPath } from './qr';

test.each(['HTTPS://LINLI.EXAMPLE/J/7K2MQ4X9A0B1C2D3', 'https://linli.example/c/白杨/shift?x=1'])(
  'a camera reads %s from the drawn path',
  (text) => {
    const { size, path } = qrSvgPath(text);
    expect(decodeQR(drawn(size, path))).toBe(text);
  }
);

/** The path on white paper, four pixels to a module. */
function drawn(size: number, path: string) {
  const scale = 4;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const start = row * width + Number(x) * scale;
      for (let at = start; at < start + Number(run) * scale; at += 1)
        data.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { width, height: width, data };
}
