import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const LONGEST_END = 22 + 0xffff;
/** A workbook has some dozens; the directory of one with more is not even read to its end. */
const MOST_ENTRIES = 1_000;
const STORED = 0;
const DEFLATED = 8;

/** The archive or a sheet in it is damaged, encrypted, or of a kind that spreadsheets do not use. */
export class UnreadableArchive extends Error {}

/** Unpacked, the wanted entries take more than the limit. */
export class ZipTooLarge extends Error {}

/**
 * Unpacks the entries of a zip archive whose path is wanted, stopping as soon as they take more than
 * `maxBytes` together, whatever sizes the archive claims.
 */
export async function unzip(
  bytes: Uint8Array,
  { wanted, maxBytes }: { wanted: (path: string) => boolean; maxBytes: number }
): Promise<Map<string, Buffer>> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Buffer>();
  let left = maxBytes;
  for (const entry of directory(zip)) {
    if (!wanted(entry.path)) continue;
    const content = await unpack(zip, entry, left);
    left -= content.length;
    entries.set(entry.path, content);
  }
  return entries;
}

/** A zip archive of the entries, uncompressed, that says nothing but the truth about its sizes. */
export function zipUncompressed(entries: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of entries) {
    const name = Buffer.from(path, 'utf8');
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    locals.push(uint32(LOCAL_ENTRY), facts, name, content);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(uint32(DIRECTORY_ENTRY), Buffer.from([20, 0]), facts, place, name);
    offset += 4 + facts.length + name.length + content.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.size, 4);
  end.writeUInt16LE(entries.size, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...central, uint32(END_OF_DIRECTORY), end]);
}

interface ZipEntry {
  path: string;
  method: number;
  packedBytes: number;
  offset: number;
}

function* directory(zip: Buffer): Generator<ZipEntry> {
  const end = endOfDirectory(zip);
  if (zip.readUInt16LE(end + 10) > MOST_ENTRIES) throw new UnreadableArchive();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new UnreadableArchive();
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const isEncrypted = (zip.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) throw new UnreadableArchive();
    yield {
      path: zip.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42)
    };
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function endOfDirectory(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - LONGEST_END); at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new UnreadableArchive();
}

async function unpack(
  zip: Buffer,
  { method, packedBytes, offset }: ZipEntry,
  maxBytes: number
): Promise<Buffer> {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL_ENTRY) {
    throw new UnreadableArchive();
  }
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const packed = zip.subarray(start, start + packedBytes);
  if (packed.length !== packedBytes) throw new UnreadableArchive();
  if (packed.length > maxBytes && method === STORED) throw new ZipTooLarge();
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new UnreadableArchive();
  if (maxBytes < 1) throw new ZipTooLarge();
  return inflate(packed, { maxOutputLength: maxBytes }).catch((error: unknown) => {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? new ZipTooLarge() : new UnreadableArchive('', { cause: error });
  });
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
