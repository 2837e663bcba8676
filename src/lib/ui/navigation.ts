/**
 * The address among `hrefs` that the page at `path` belongs to: the longest that `path` equals or
 * lies under. Undefined when it belongs to none.
 */
export function longestMatch(path: string, hrefs: readonly string[]): string | undefined {
  return hrefs
    .filter((href) => path === bare(href) || path.startsWith(`${bare(href)}/`))
    .sort((one, other) => bare(other).length - bare(one).length)[0];
}

function bare(href: string): string {
  return href.replace(/[?#].*$/, '').replace(/\/$/, '');
}
