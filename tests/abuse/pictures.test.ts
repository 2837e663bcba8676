import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawAnew } from '../../src/lib/app/pictures.server';
import { isRefused } from '../../src/lib/shared/result';

/** What is sent as a photo of a good deed, by those who mean harm and by phones that write oddly. */
const MOST = 10 * 2 ** 20;
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#7a8c6e' } });
const jpeg = (width = 640, height = 480) => plain(width, height).jpeg().toBuffer();

async function drawn(file: Uint8Array) {
  const picture = await drawAnew(file, MOST);
  if (isRefused(picture)) throw new Error(picture.refused);
  return picture;
}

/** The start of scan says that only the first coefficient follows, as some cameras write. */
async function withOddScan(): Promise<Buffer> {
  const file = await jpeg();
  const scan = file.indexOf(Buffer.from([0xff, 0xda]));
  const after = scan + 2 + file.readUInt16BE(scan + 2);
  file.writeUInt8(0, after - 3);
  file.writeUInt8(0, after - 2);
  file.writeUInt8(0, after - 1);
  return file;
}

test('a JPEG whose scan says 0-0-0 is drawn, as browsers draw it', async () => {
  expect(await drawn(await withOddScan())).toMatchObject({ width: 640, height: 480 });
});

test('a JPEG without its end is drawn', async () => {
  expect(await drawn((await jpeg()).subarray(0, -2))).toMatchObject({ width: 640 });
});

test('a JPEG that broke off half way is drawn as far as it goes', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const whole = await sharp({
    create: { width: 640, height: 480, channels: 3, background: '#7a8c6e', noise }
  })
    .jpeg()
    .toBuffer();
  expect(await drawn(whole.subarray(0, whole.length / 2))).toMatchObject({ width: 640 });
});

test.each([
  ['of a whole conversation', 1080, 24_000, 3240, 8000],
  ['of a long page', 1080, 7000, 1080, 7000],
  ['that is thinner still', 400, 60_000, 480, 8000],
  ['of a wide table', 9000, 900, 8000, 800]
])('a screenshot %s stays readable', async (_, width, height, drawnWidth, drawnHeight) => {
  const picture = await drawn(await plain(width, height).png().toBuffer());
  expect([picture.width, picture.height]).toEqual([drawnWidth, drawnHeight]);
});

test('the columns of a long screenshot stand in order', async () => {
  const stripe = (background: string) => ({
    create: { width: 1080, height: 8000, channels: 3 as const, background }
  });
  const long = await plain(1080, 24_000)
    .composite([
      { input: stripe('#ff0000'), top: 0, left: 0 },
      { input: stripe('#00ff00'), top: 8000, left: 0 },
      { input: stripe('#0000ff'), top: 16_000, left: 0 }
    ])
    .png()
    .toBuffer();
  const { bytes } = await drawn(long);
  const { data } = await sharp(bytes)
    .resize(3, 1, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const brightest = [0, 1, 2].map((column) => {
    const pixel = [...data.subarray(column * 3, column * 3 + 3)];
    return pixel.indexOf(Math.max(...pixel));
  });
  expect(brightest).toEqual([0, 1, 2]);
});

test.each([
  ['four colours of print', () => plain(300, 200).toColourspace('cmyk').jpeg().toBuffer()],
  ['sixteen bits', () => plain(300, 200).toColourspace('rgb16').png().toBuffer()],
  ['grey', () => plain(300, 200).greyscale().jpeg().toBuffer()],
  ['a transparent ground', () => plain(300, 200).ensureAlpha(0.5).png().toBuffer()],
  ['one pixel', () => plain(1, 1).png().toBuffer()]
])('a picture with %s is drawn', async (_, make) => {
  expect(await drawn(await make())).toMatchObject({ sha256: expect.any(String) });
});

test('of a moving picture one picture is kept', async () => {
  const frames = Buffer.concat([Buffer.alloc(3 * 300 * 200, 0), Buffer.alloc(3 * 300 * 200, 255)]);
  const gif = await sharp(frames, {
    raw: { width: 300, height: 400, channels: 3, pageHeight: 200 }
  })
    .gif()
    .toBuffer();
  expect(await drawn(gif)).toMatchObject({ width: 300, height: 200 });
});

test('a photo that is a web page as well is drawn anew: nothing of the page is left', async () => {
  const script = Buffer.from('<script>alert(1)</script>');
  const { bytes } = await drawn(Buffer.concat([await jpeg(), script]));
  expect(Buffer.from(bytes).includes('script')).toBe(false);
});

test('a comment and a place hidden in a photo are gone', async () => {
  const tagged = await plain(300, 200)
    .withExif({ IFD0: { ImageDescription: 'rm -rf' }, IFD3: { GPSLatitude: '32/1 8/1 0/1' } })
    .jpeg()
    .toBuffer();
  const { exif, xmp, icc, comments } = await sharp((await drawn(tagged)).bytes).metadata();
  expect({ exif, xmp, icc, comments }).toEqual({});
});

test.each([
  ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
  [
    'a drawing of a file',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
  ],
  ['a document', '%PDF-1.7\n1 0 obj\n'],
  ['a web page', '<!doctype html><img src=x onerror=alert(1)>'],
  ['a zip', 'PK\u0003\u0004'],
  ['a magic word and nothing', '\u0089PNG\r\n\u001a\n'],
  ['a film', '\0\0\0\u0018ftypmp42']
])('%s is no photo', async (_, text) => {
  expect(await drawAnew(Buffer.from(text, 'latin1'), MOST)).toEqual({
    refused: 'picture_unreadable'
  });
});

test('a PNG that claims 40,000 by 40,000 pixels is refused before it is decoded', async () => {
  const bomb = await plain(1, 1).png().toBuffer();
  bomb.writeUInt32BE(40_000, 16);
  bomb.writeUInt32BE(40_000, 20);
  const began = process.memoryUsage().rss;
  expect(isRefused(await drawAnew(bomb, MOST))).toBe(true);
  expect(process.memoryUsage().rss - began).toBeLessThan(200 * 2 ** 20);
});
