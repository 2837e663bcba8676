import type { Page } from '@playwright/test';

/** One screen of the product: who looks at it and how to get there. */
export interface Screen {
  name: string;
  title: string;
  /** A person of the demo; nobody: not signed in. */
  as?: string;
  /** The community of the person, where both have somebody of that name. */
  of?: string;
  /** Also in elder mode, dark and in English. */
  looks?: boolean;
  go(page: Page, origin: string): Promise<unknown>;
}

/** An address within the community that the person is at home in. */
export const within = (path: string) => async (page: Page, origin: string) => {
  await page.goto(origin);
  await page.goto(page.url() + path);
};

/** Opens a link whose address matches, the first or the last, from a page of the community. */
const followOne =
  (which: 'first' | 'last', path: string, link: RegExp, rest: string) =>
  async (page: Page, origin: string) => {
    await within(path)(page, origin);
    const addresses = await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? ''));
    const matching = addresses.filter((address) => link.test(address));
    const found = which === 'first' ? matching[0] : matching.at(-1);
    if (!found) throw new Error(`No link like ${link} on ${page.url()}`);
    await page.goto(origin + found + rest);
  };

export const follow = (path: string, link: RegExp, rest = '') =>
  followOne('first', path, link, rest);
export const followLast = (path: string, link: RegExp) => followOne('last', path, link, '');

export const at = (path: string) => (page: Page, origin: string) => page.goto(origin + path);

export const SHIFT = /\/shifts\/[\da-f-]{36}$/;

export const EVENT = /\/events\/[\da-f-]{36}$/;
