/** The most bytes that any form but an upload may have. */
export const FORM_MAX_BYTES = 512 * 2 ** 10;
/** How much of a body that is too large is read and thrown away, so that the answer can arrive. */
const DRAIN_MAX_BYTES = 256 * 2 ** 20;

/**
 * Reads a request's body up to `most` bytes. A larger one is never held in memory: it is counted and
 * thrown away, because a browser shows our words only after it has sent everything.
 * @returns the form, or the number of bytes that are too many
 */
export async function readBoundedForm(
  request: Request,
  most: number
): Promise<FormData | { tooLarge: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (request.body) {
    for await (const chunk of request.body) {
      bytes += chunk.byteLength;
      if (bytes > DRAIN_MAX_BYTES) break;
      if (bytes <= most) chunks.push(chunk);
      else chunks.length = 0;
    }
  }
  if (bytes > most) return { tooLarge: Math.max(bytes, declaredBytes(request)) };
  const body = Buffer.concat(chunks);
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return new Response(body, { headers }).formData();
}

/**
 * Whether a request that is no upload carries more than a form may: more bytes than that, or bytes
 * whose number it does not say.
 */
export function isOversized(request: Request, most = FORM_MAX_BYTES): boolean {
  if (request.headers.has('transfer-encoding') && !request.headers.has('content-length'))
    return true;
  return declaredBytes(request) > most;
}

const declaredBytes = (request: Request): number =>
  Number(request.headers.get('content-length') ?? 0);
