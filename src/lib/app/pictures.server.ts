import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import type { Picture } from '../commands/command.server';
import { refuse, type Refused } from '../shared/result';

/** Enough for the largest phone cameras; a small file can claim to be far larger. */
const MOST_PIXELS = 120_000_000;
/** What a reviewer can read on a screen and on paper: a photo's longer side. */
const LONGEST_SIDE = 1600;
/** A long screenshot stays as wide as a phone shows it, and is laid in columns where it is longer. */
const SHORT_SIDE = 1080;
const COLUMN_HEIGHT = 8000;
const MOST_COLUMNS = 3;
const QUALITY = 78;
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif'];
const MEGABYTE = 2 ** 20;

/**
 * Decodes a picture as browsers do, damaged ones as far as they go, and draws it anew, upright and
 * without what it says about place, time and device; a screenshot of a whole conversation keeps its
 * width and is laid in columns. Refuses `picture_too_large` (the file), `picture_too_many_pixels`, `picture_heic` (iPhone's
 * own format, where the library lacks its decoder) and `picture_unreadable`.
 */
export async function drawAnew(file: Uint8Array, mostBytes: number): Promise<Picture | Refused> {
  if (file.byteLength > mostBytes) {
    return refuse('picture_too_large', { megabytes: Math.floor(mostBytes / MEGABYTE) });
  }
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'none' });
    const { format, autoOrient } = await picture.metadata();
    if (!FORMATS.includes(format)) return refuse('picture_unreadable');
    const size = sizeToRead(autoOrient.width, autoOrient.height);
    const drawn = picture
      .autoOrient()
      .resize({ ...size, fit: 'fill' })
      .flatten({ background: '#ffffff' });
    const laid = size.height > COLUMN_HEIGHT ? await inColumns(drawn, size) : drawn;
    const { data, info } = await laid
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(file).digest('hex');
    return { sha256, bytes: data, width: info.width, height: info.height };
  } catch (error) {
    return whyNot(error, file);
  }
}

interface Size {
  width: number;
  height: number;
}

/** How large a picture of this size is drawn, so that what is written on it can be read. */
function sizeToRead(width: number, height: number): Size {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const longest = height >= width ? COLUMN_HEIGHT * MOST_COLUMNS : COLUMN_HEIGHT;
  const scale = Math.min(
    1,
    Math.max(LONGEST_SIDE / long, Math.min(SHORT_SIDE / short, longest / long))
  );
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** The parts of a long picture beside each other, from left to right. */
async function inColumns(picture: Sharp, { width, height }: Size): Promise<Sharp> {
  const columns = Math.ceil(height / COLUMN_HEIGHT);
  const part = Math.ceil(height / columns);
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const raw = { width, height, channels: info.channels };
  const composed = await Promise.all(
    Array.from({ length: columns }, async (_, at) => {
      const top = at * part;
      const piece = { left: 0, top, width, height: Math.min(part, height - top) };
      const input = await sharp(data, { raw })
        .extract(piece)
        .png({ compressionLevel: 0 })
        .toBuffer();
      return { input, top: 0, left: at * width };
    })
  );
  const background = '#ffffff';
  return sharp({
    create: { width: columns * width, height: part, channels: 3, background }
  }).composite(composed);
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
