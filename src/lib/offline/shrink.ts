const LONGEST_SIDE = 1600;
const QUALITY = 0.82;
const WORTHWHILE_BYTES = 400_000;

/**
 * A photo as small as a reviewer needs it, so that it waits and travels lightly; as it is where the
 * phone cannot draw it. The server decodes whatever comes.
 */
export async function shrink(photo: File): Promise<File> {
  if (photo.size < WORTHWHILE_BYTES) return photo;
  try {
    const picture = await createImageBitmap(photo);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', QUALITY)
    );
    return drawn && drawn.size < photo.size
      ? new File([drawn], 'photo.jpg', { type: drawn.type })
      : photo;
  } catch (error) {
    console.warn('The photo is sent as it is.', error);
    return photo;
  }
}
