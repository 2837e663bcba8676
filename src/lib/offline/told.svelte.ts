import type { Said } from './said';

/** The last thing that the page said without a reload; gone with the next one or on the next page. */
export const told = $state<{
  said: Said | null;
  link: { href: string; words: string } | null;
  /** Something was said since the page was opened, so what the server said then is old. */
  spoken: boolean;
}>({
  said: null,
  link: null,
  spoken: false
});

/** Says something to the person, in place of what was said before. */
export function tell(said: Said, link: { href: string; words: string } | null = null): void {
  told.said = said;
  told.link = link;
  told.spoken = true;
}

export function hush(): void {
  told.said = null;
  told.link = null;
}

/** Another page was opened: it has its own words. */
export function turnPage(): void {
  hush();
  told.spoken = false;
}
