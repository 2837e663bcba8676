import type { Locator } from '@playwright/test';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';

/** What a phone's camera reads from a QR code on the screen: the path of our link. */
export async function scanned(code: Locator): Promise<string> {
  const picture = await code.first().screenshot({ scale: 'css' });
  const { data, info } = await sharp(picture)
    .resize({ width: 600 })
    .extend({ top: 40, bottom: 40, left: 40, right: 40, background: 'white' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const text = decodeQR({ width: info.width, height: info.height, data });
  return new URL(text).pathname;
}
