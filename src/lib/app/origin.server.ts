const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something: it came from a page of ours. Browsers that send
 * Sec-Fetch-Site decide by it; they do so over https and on localhost. Others must send the Origin
 * of the address that they asked. Where the installation says which address is its own, no other
 * Origin is taken, whatever else the request says; where it does not, the one they typed is (a LAN
 * address). A write without either is refused.
 * @param isConfigured whether `url` has the address of ORIGIN, rather than the one that was asked
 */
export function isTrustedWrite(request: Request, url: URL, isConfigured: boolean): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isNamed = origin !== null && origin !== 'null';
  if (isConfigured && isNamed && origin !== url.origin) return false;
  if (site) return site === 'same-origin' || site === 'none';
  if (!isNamed || !URL.canParse(origin)) return false;
  return origin === url.origin || new URL(origin).host === request.headers.get('host');
}
