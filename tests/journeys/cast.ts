import {
  expect,
  test as base,
  type APIRequestContext,
  type BrowserContextOptions,
  type Page
} from '@playwright/test';
import {
  beginPatrol,
  issueCard,
  joinWith,
  newHousehold,
  newPhone,
  OFFICERS,
  origin,
  planPatrol,
  signInAs,
  type Plan,
  type Slug
} from './town';
import type { Language } from './words';

/** How somebody's phone is set: in Chinese, with letters of the normal size and scripts. */
export type Look = BrowserContextOptions & { language?: Language; mode?: 'elder' };

/** Somebody with a phone of their own, in one community. */
export class Person {
  constructor(
    readonly page: Page,
    readonly name: string,
    readonly slug: Slug,
    readonly phone: string,
    readonly language: Language = 'zh'
  ) {}

  get request(): APIRequestContext {
    return this.page.request;
  }

  /** Opens a page of the community: `/mine`; the home page unless given. */
  async open(path = ''): Promise<void> {
    await this.page.goto(`/c/${this.slug}${path}`);
  }

  /** Taps what has this name. */
  async tap(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async reads(...words: (string | RegExp)[]): Promise<void> {
    for (const text of words) {
      await expect(this.page.getByText(text).filter({ visible: true }).first()).toBeVisible();
    }
  }

  async typesCode(code: string): Promise<void> {
    await this.page.getByLabel('签到码').fill(code);
    await this.page.getByRole('button', { name: '签到', exact: true }).click();
  }
}

/** Who plays in a journey; every one of them has a browser that closes with the test. */
export interface Cast {
  /** One of the demo's people. */
  enter(slug: Slug, name: string, options?: Look): Promise<Person>;
  coordinator(slug?: Slug, options?: Look): Promise<Person>;
  committee(slug?: Slug, options?: Look): Promise<Person>;
  /** Somebody who has just joined, in a household of their own unless a card is given. */
  neighbour(name: string, where?: { slug?: Slug; card?: string; options?: Look }): Promise<Person>;
  /** A phone on which nobody is signed in. */
  stranger(slug?: Slug, options?: Look): Promise<Person>;
  /** A new household's card: the address of its QR code. */
  card(slug?: Slug, household?: { people?: number }): Promise<string>;
  /** A card in place of which the household has got another. */
  replacedCard(slug?: Slug): Promise<string>;
  /** A patrol in the near future; gives its id. */
  patrol(plan: Plan, slug?: Slug): Promise<string>;
  /** It begins earlier than planned: what was done so far can be confirmed. */
  begins(shift: string, plan: Plan, slug?: Slug): Promise<void>;
}

interface Desks {
  desk: (slug: Slug, office: 'committee' | 'coordinator') => Promise<APIRequestContext>;
}

/**
 * Chromium's emulated loss of the network does not reach a worker that Background Sync wakes: it
 * would send at once what shall wait. Phones without Background Sync do without it as well.
 */
const WITHOUT_BACKGROUND_SYNC = 'delete ServiceWorkerRegistration.prototype.sync;';

export const test = base.extend<{ cast: Cast }, Desks>({
  desk: [
    async ({ playwright }, use) => {
      const open = new Map<string, Promise<APIRequestContext>>();
      const sit = async (slug: Slug, office: 'committee' | 'coordinator') => {
        const request = await playwright.request.newContext({
          baseURL: origin(),
          extraHTTPHeaders: { 'accept-language': 'zh-CN' }
        });
        await signInAs(request, slug, OFFICERS[slug][office]);
        return request;
      };
      await use((slug, office) => {
        const key = `${origin()} ${slug} ${office}`;
        const known = open.get(key) ?? sit(slug, office);
        open.set(key, known);
        return known;
      });
      for (const request of open.values()) await (await request).dispose();
    },
    { scope: 'worker' }
  ],
  cast: async ({ browser, desk }, use) => {
    const stranger: Cast['stranger'] = async (slug = 'yaolin', look = {}) => {
      const { language, mode: _mode, ...options } = look;
      const context = await browser.newContext({ baseURL: origin(), ...options });
      await context.addInitScript(WITHOUT_BACKGROUND_SYNC);
      return new Person(await context.newPage(), '', slug, newPhone(), language);
    };
    const enter: Cast['enter'] = async (slug, name, look) => {
      const { page, phone, language } = await stranger(slug, look);
      await signInAs(page.request, slug, name);
      await setDisplay(page, look);
      return new Person(page, name, slug, phone, language);
    };
    const card: Cast['card'] = async (slug = 'yaolin', household) => {
      const committee = await desk(slug, 'committee');
      return issueCard(committee, slug, await newHousehold(committee, slug, household));
    };
    const replacedCard: Cast['replacedCard'] = async (slug = 'yaolin') => {
      const committee = await desk(slug, 'committee');
      const household = await newHousehold(committee, slug);
      const first = await issueCard(committee, slug, household);
      await issueCard(committee, slug, household);
      return first;
    };
    await use({
      stranger,
      enter,
      card,
      replacedCard,
      coordinator: (slug = 'yaolin', options) => enter(slug, OFFICERS[slug].coordinator, options),
      committee: (slug = 'yaolin', options) => enter(slug, OFFICERS[slug].committee, options),
      neighbour: async (name, { slug = 'yaolin', card: given, options } = {}) => {
        const { page, phone, language } = await stranger(slug, options);
        await joinWith(page.request, given ?? (await card(slug)), { name, phone });
        await setDisplay(page, options);
        return new Person(page, name, slug, phone, language);
      },
      patrol: async (plan, slug = 'yaolin') =>
        planPatrol(await desk(slug, 'coordinator'), slug, plan),
      begins: async (shift, plan, slug = 'yaolin') =>
        beginPatrol(await desk(slug, 'coordinator'), slug, shift, plan)
    });
    for (const context of browser.contexts()) await context.close();
  }
});

/** Joining and signing in go without pages and read Chinese: the phone is set afterwards. */
async function setDisplay(page: Page, { language, mode }: Look = {}): Promise<void> {
  const cookies = [
    ...(language ? [{ name: 'locale', value: language, url: origin() }] : []),
    ...(mode ? [{ name: 'mode', value: mode, url: origin() }] : [])
  ];
  await page.context().addCookies(cookies);
}

export { expect };
