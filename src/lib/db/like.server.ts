/** The pattern by which `ilike` finds texts with these words anywhere; their own signs stand for themselves. */
export const containing = (words: string): string =>
  `%${words
    .trim()
    .slice(0, MOST_SIGNS)
    .replace(/[\\%_]/g, '\\$&')}%`;

/** Nobody looks for more than this. */
const MOST_SIGNS = 60;
