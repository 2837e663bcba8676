/** What a QR code that the camera read leads to; null when it is none of ours. */
export type Scanned =
  | { kind: 'shift' | 'event'; community: string; id: string; token: string; path: string }
  | { kind: 'page'; path: string }
  | null;

/**
 * Reads the text of a QR code. Only links to this installation count: the poster of a shift or an
 * event, or a page that a printed code of ours opens (a household card).
 */
export function readScanned(text: string, origin: string): Scanned {
  const url = linkOf(text);
  if (!url || url.origin !== origin) return null;
  const path = url.pathname;
  const poster = /^\/check-in\/([\w-]+)\/(events\/)?([\da-f-]{36})\/([\w-]+)$/i.exec(path);
  if (poster) {
    const [, community = '', events, id = '', token = ''] = poster;
    return { kind: events ? 'event' : 'shift', community, id, token, path };
  }
  return /^\/join\//i.test(path) ? { kind: 'page', path } : null;
}

function linkOf(text: string): URL | null {
  try {
    return new URL(text.trim());
  } catch {
    return null;
  }
}
