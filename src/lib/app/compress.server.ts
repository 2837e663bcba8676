import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller answers fit into one packet anyway. */
const WORTHWHILE_BYTES = 1000;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const packers = {
  br: (data: Buffer) => promisify(brotliCompress)(data, BROTLI),
  gzip: promisify(gzip)
};

/**
 * Compresses pages and data, which the adapter sends as they are; files are compressed by the
 * build. On a slow network this is the difference between one and three seconds.
 */
export async function compress(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  const packer = choosePacker(request.headers.get('accept-encoding') ?? '');
  const isText = /^(text\/|application\/(json|javascript|manifest))/.test(type);
  if (!packer || !isText || !response.body || response.headers.has('content-encoding')) {
    return response;
  }
  const plain = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.append('vary', 'accept-encoding');
  const { status, statusText } = response;
  if (plain.length < WORTHWHILE_BYTES) return new Response(plain, { status, statusText, headers });
  headers.set('content-encoding', packer);
  headers.delete('content-length');
  const packed = await packers[packer](plain);
  return new Response(new Uint8Array(packed), { status, statusText, headers });
}

function choosePacker(accepted: string): keyof typeof packers | null {
  const names = accepted.split(',').map((part) => part.trim());
  const allows = (name: string) =>
    names.some((part) => part === name || part.startsWith(`${name};q=`));
  if (allows('br')) return 'br';
  return allows('gzip') ? 'gzip' : null;
}
