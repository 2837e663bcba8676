/** What a QR code that the camera read leads to; null when it is none of ours. */
export type Scanned =
  | { kind: 'shift'; community: string; shiftId: string; token: string }
  | { kind: 'page'; path: string }
  | null;

/**
 * Reads the text of a QR code. Only links to this installation count: a shift's poster, or a page
 * that a printed code of ours opens (a household card).
 */
export function readScanned(text: string, origin: string): Scanned {
  const url = linkOf(text);
  if (!url || url.origin !== origin) return null;
  const poster = /^\/check-in\/([\w-]+)\/([\da-f-]{36})\/([\w-]+)$/i.exec(url.pathname);
  if (poster) {
    const [, community = '', shiftId = '', token = ''] = poster;
    return { kind: 'shift', community, shiftId, token };
  }
  return /^\/join\//i.test(url.pathname) ? { kind: 'page', path: url.pathname } : null;
}

function linkOf(text: string): URL | null {
  try {
    return new URL(text.trim());
  } catch {
    return null;
  }
}
