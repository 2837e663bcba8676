import sharp from 'sharp';
import { expect, test } from 'vitest';
import { PHOTO_LIMITS } from '../claims/claim';
import { drawAnew } from './pictures.server';
import { readPictures } from './sent.server';

const MOST = 10 * 2 ** 20;

/** A photo as a phone takes it: on its side, with the place and the maker in it. */
const phonePhoto = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#7a8c6e' } })
    .withExif({
      IFD0: { Make: 'Phone' },
      IFD3: { GPSLatitude: '32/1 8/1 0/1', GPSLatitudeRef: 'N' }
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

test('a photo is drawn upright, without the place, the phone and the time', async () => {
  const photo = await phonePhoto();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const drawn = await drawAnew(photo, MOST);
  if ('refused' in drawn) throw new Error(drawn.refused);
  expect([drawn.width, drawn.height]).toEqual([200, 400]);
  const { exif, icc, xmp, orientation, format } = await sharp(drawn.bytes).metadata();
  expect({ exif, icc, xmp, orientation, format }).toEqual({ format: 'webp' });
  expect(Buffer.from(drawn.bytes).includes('Phone')).toBe(false);
  expect(await drawAnew(photo, MOST)).toEqual(drawn);
});

test('a large photo becomes as large as a reviewer needs it', async () => {
  const drawn = await drawAnew(await phonePhoto(4000, 3000), MOST);
  expect(drawn).toMatchObject({ width: 1200, height: 1600 });
});

test.each([
  ['text', Buffer.from('not a picture at all')],
  ['nothing', Buffer.alloc(0)],
  ['half of a photo', null],
  ['a drawing that could load others', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]
])('%s is no photo', async (_, bytes) => {
  const file = bytes ?? (await phonePhoto(800, 800)).subarray(0, 300);
  expect(await drawAnew(file, MOST)).toEqual({ refused: 'picture_unreadable' });
});

test('an iPhone’s own format is named, since a screenshot of it helps', async () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0', 'latin1');
  expect(await drawAnew(heic, MOST)).toEqual({ refused: 'picture_heic' });
});

test('a file that is too large is not decoded, nor one that claims too many pixels', async () => {
  expect(await drawAnew(new Uint8Array(MOST + 1), MOST)).toEqual({
    refused: 'picture_too_large',
    params: { megabytes: 10 }
  });
  const side = 11_200;
  const bomb = await sharp({
    create: { width: side, height: side, channels: 3, background: '#fff' },
    limitInputPixels: false
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.byteLength).toBeLessThan(MOST);
  expect(await drawAnew(bomb, MOST)).toEqual({ refused: 'picture_too_many_pixels' });
});

test('a fourth photo is refused, an empty field is none', async () => {
  const form = new FormData();
  form.append('photos', new File([], ''));
  expect(await readPictures(form, { pictures: PHOTO_LIMITS })).toEqual([]);
  for (let one = 0; one < 4; one++) form.append('photos', new File(['x'], 'x.jpg'));
  expect(await readPictures(form, { pictures: PHOTO_LIMITS })).toMatchObject({
    refused: 'pictures_too_many',
    params: { most: 3, field: 'photos' }
  });
});
