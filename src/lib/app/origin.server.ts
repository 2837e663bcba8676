const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something: it came from a page of ours. Browsers that send
 * Sec-Fetch-Site decide by it; they do so over https and on localhost. Others must send the Origin
 * of the address that they asked, be it ours by configuration or the one they typed (a proxy or a
 * LAN address). A write without either is refused.
 */
export function isTrustedWrite(request: Request, url: URL): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  return origin === url.origin || new URL(origin).host === request.headers.get('host');
}
