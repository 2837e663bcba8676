import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';

/** The two demo communities. */
export type Slug = 'yaolin' | 'xiandong';

export const TOWN_NAMES: Record<Slug, string> = { yaolin: '尧林社区', xiandong: '仙东社区' };
export const OFFICERS = {
  yaolin: { committee: '陈建国', coordinator: '周芳' },
  xiandong: { committee: '林卫东', coordinator: '高志强' }
} as const;

/** A shift that begins so many minutes from now; a negative number: that has begun. */
export interface Plan {
  title: string;
  startsIn?: number;
  minutes?: number;
  capacity?: number;
}

/**
 * Posts a form as a browser without scripts would, and follows to the page that answers. Like a
 * browser it tries again when the server has just closed the idle connection that it was to use.
 */
export const post = (
  request: APIRequestContext,
  path: string,
  form: Record<string, string>
): Promise<APIResponse> =>
  request.post(path, {
    form,
    headers: { origin: origin(), accept: 'text/html' },
    maxRetries: 2
  });

export function origin(): string {
  const known = process.env.JOURNEYS_ORIGIN;
  if (!known) throw new Error('the journeys are run with an app: npx playwright test');
  return known;
}

/** Signs a browser in as one of the people of the demo page. */
export async function signInAs(
  request: APIRequestContext,
  slug: Slug,
  name: string
): Promise<void> {
  const page = await (await request.get('/demo', { maxRetries: 2 })).text();
  const town = page.slice(page.indexOf(TOWN_NAMES[slug]));
  const buttons = town.matchAll(/name="person" value="([^"]+)"([\s\S]*?)<\/button>/g);
  const person = [...buttons].find(([, , words]) => words?.includes(name))?.[1];
  expect(person, `${name} is offered on the demo page`).toBeTruthy();
  await post(request, '/demo', { person: person ?? '', to: '' });
}

let doors = 0;

/** The committee enters a new household; gives its id. */
export async function newHousehold(
  committee: APIRequestContext,
  slug: Slug,
  { people = 6 } = {}
): Promise<string> {
  doors += 1;
  const room = String(Date.now() % 1_000_000) + String(doors);
  const manage = `/c/${slug}/manage`;
  const added = await post(committee, `${manage}/households/new`, {
    key: crypto.randomUUID(),
    building: `${70 + Number(process.env.TEST_PARALLEL_INDEX ?? 0)}栋`,
    unit: '1',
    room,
    people: String(people)
  });
  const household = /households\/([0-9a-f-]{36})/.exec(added.url())?.[1];
  expect(household, 'a new household has a page of its own').toBeTruthy();
  return household ?? '';
}

/** Issues a household's card, and by that revokes the one before; gives the address of its QR. */
export async function issueCard(
  committee: APIRequestContext,
  slug: Slug,
  household: string
): Promise<string> {
  const issued = await post(committee, `/c/${slug}/manage/cards`, {
    key: crypto.randomUUID(),
    'households[]': household,
    which: 'all'
  });
  return `/join/${slug}/${cardCode(await issued.text())}`;
}

/** The code on a printed card. */
export function cardCode(page: string): string {
  const code = /class="code[^"]*"[^>]*>\s*([A-Z0-9]{4}(?:[ -]?[A-Z0-9]{4}){3})/i.exec(page)?.[1];
  expect(code, 'the card has a code').toBeTruthy();
  return (code ?? '').replace(/[ -]/g, '');
}

/** A mainland mobile number that nobody else of a run has. */
export const newPhone = (): string =>
  `15${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;

/** Joins with a household card as a person does, without drawing the pages. */
export async function joinWith(
  request: APIRequestContext,
  card: string,
  { name, phone }: { name: string; phone: string }
): Promise<void> {
  const verify = await post(request, card, { name, phone });
  const code = shownCode(await verify.text());
  const joined = await post(request, `${card}/verify?/check`, { code });
  expect(joined.url(), `${name} has joined`).toContain('/c/');
}

/** The code that the demo shows in place of a message. */
export function shownCode(page: string): string {
  const code = /验证码是\s*(\d{6})/.exec(page)?.[1];
  expect(code, 'the demo shows the code').toBeTruthy();
  return code ?? '';
}

/** The day and the times of a plan on the clock of the communities. */
export function spanOf({ startsIn = 20, minutes = 60 }: Plan): {
  date: string;
  from: string;
  to: string;
} {
  const start = Date.now() + startsIn * 60_000;
  const words = (at: number) =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short'
    }).format(at);
  const [date = '', from = ''] = words(start).split(' ');
  return { date, from, to: words(start + minutes * 60_000).slice(11) };
}

/** The coordinator plans a patrol; gives its id. An end after midnight is on the next day. */
export async function planPatrol(
  coordinator: APIRequestContext,
  slug: Slug,
  plan: Plan
): Promise<string> {
  const form = `/c/${slug}/manage/shifts/new`;
  const team = /<option[^>]*value="([0-9a-f-]{36})"/.exec(
    await (await coordinator.get(form, { maxRetries: 2 })).text()
  );
  const planned = await post(coordinator, form, {
    key: crypto.randomUUID(),
    team_id: team?.[1] ?? '',
    activity: 'patrol',
    title: plan.title,
    place: '南门岗亭',
    capacity: String(plan.capacity ?? 8),
    weeks: '1',
    ...spanOf(plan)
  });
  const id = /shifts\/([0-9a-f-]{36})/.exec(planned.url())?.[1];
  expect(id, `the shift ${plan.title} is planned`).toBeTruthy();
  return id ?? '';
}

/** The coordinator lets a planned patrol begin earlier: fifty minutes ago. */
export async function beginPatrol(
  coordinator: APIRequestContext,
  slug: Slug,
  shift: string,
  { title, capacity = 8 }: Plan
): Promise<void> {
  const changed = await post(coordinator, `/c/${slug}/manage/shifts/${shift}/edit`, {
    key: crypto.randomUUID(),
    shift_id: shift,
    activity: 'patrol',
    title,
    place: '南门岗亭',
    capacity: String(capacity),
    ...spanOf({ title, startsIn: -50, minutes: 70 })
  });
  expect(changed.url(), `the shift ${title} begins earlier`).toContain('done=');
}
