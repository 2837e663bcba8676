import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Picture } from '../commands/command.server';
import { refuse, type Refused } from '../shared/result';

/** Enough for the largest phone cameras; a small file can claim to be far larger. */
const MOST_PIXELS = 120_000_000;
/** What a reviewer can read on a screen and on paper. */
const LONGEST_SIDE = 1600;
const QUALITY = 78;
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif'];
const MEGABYTE = 2 ** 20;

/**
 * Decodes a picture and draws it anew, upright and without what it says about place, time and
 * device. Refuses `picture_too_large` (the file), `picture_too_many_pixels`, `picture_heic` (iPhone's
 * own format, where the library lacks its decoder) and `picture_unreadable`.
 */
export async function drawAnew(file: Uint8Array, mostBytes: number): Promise<Picture | Refused> {
  if (file.byteLength > mostBytes) {
    return refuse('picture_too_large', { megabytes: Math.floor(mostBytes / MEGABYTE) });
  }
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS });
    const { format } = await picture.metadata();
    if (!FORMATS.includes(format)) return refuse('picture_unreadable');
    const { data, info } = await picture
      .autoOrient()
      .resize({
        width: LONGEST_SIDE,
        height: LONGEST_SIDE,
        fit: 'inside',
        withoutEnlargement: true
      })
      .flatten({ background: '#ffffff' })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(file).digest('hex');
    return { sha256, bytes: data, width: info.width, height: info.height };
  } catch (error) {
    return whyNot(error, file);
  }
}

/** What sharp says of a file that it cannot decode; other failures are bugs. */
function whyNot(error: unknown, file: Uint8Array): Refused {
  const said = error instanceof Error ? error.message : '';
  if (/pixel limit/.test(said)) return refuse('picture_too_many_pixels');
  if (isHeic(file)) return refuse('picture_heic');
  if (
    /unsupported image|bad seek|corrupt|premature|invalid|Input (?:buffer|file)|Vips|load/i.test(
      said
    )
  )
    return refuse('picture_unreadable');
  throw error;
}

/** The brands of HEIC in the box with which its files begin. */
const isHeic = (file: Uint8Array): boolean =>
  /^ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(
    Buffer.from(file.subarray(4, 16)).toString('latin1')
  );
