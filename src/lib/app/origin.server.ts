const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something: it came from a page of ours. Browsers that send
 * Sec-Fetch-Site decide by it; others must send our own Origin. A write without either is refused.
 */
export function isTrustedWrite(request: Request, url: URL): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  return request.headers.get('origin') === url.origin;
}
