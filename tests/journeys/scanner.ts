import type { Locator } from '@playwright/test';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';

/** Pixels of one module, as on a print. */
const MODULE = 8;

/** What a phone's camera reads from a QR code on a page: the path of our link. */
export async function scanned(code: Locator): Promise<string> {
  const drawn = await code.first().evaluate((svg) => ({
    box: svg.getAttribute('viewBox') ?? '',
    shape: svg.querySelector('path')?.getAttribute('d') ?? ''
  }));
  const width = Number(drawn.box.split(' ')[2]) * MODULE;
  const print =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${drawn.box}" width="${width}">` +
    `<path d="${drawn.shape}"/></svg>`;
  const { data, info } = await sharp(Buffer.from(print))
    .flatten({ background: 'white' })
    .extend({ top: 32, bottom: 32, left: 32, right: 32, background: 'white' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return new URL(decodeQR({ width: info.width, height: info.height, data })).pathname;
}
