import type { Page } from '@playwright/test';

/** One screen of the product: who looks at it and how to get there. */
export interface Screen {
  name: string;
  title: string;
  /** A person of the demo; nobody: not signed in. */
  as?: string;
  /** Also in elder mode, dark and in English. */
  looks?: boolean;
  go(page: Page, origin: string): Promise<unknown>;
}

const RESIDENT = '王梅';
const HELPER = '张雨欣';
const COORDINATOR = '周芳';
const COMMITTEE = '陈建国';
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();

/** An address within the community that the person is at home in. */
const within = (path: string) => async (page: Page, origin: string) => {
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

const follow = (path: string, link: RegExp, rest = '') => followOne('first', path, link, rest);
const followLast = (path: string, link: RegExp) => followOne('last', path, link, '');

const at = (path: string) => (page: Page, origin: string) => page.goto(origin + path);

const SHIFT = /\/shifts\/[\da-f-]{36}$/;

const EVENT = /\/events\/[\da-f-]{36}$/;

export const SCREENS: Screen[] = [
  { name: 'front', title: 'Front page', looks: true, go: at('/') },
  { name: 'demo', title: 'Demo people', go: at('/demo') },
  { name: 'sign-in', title: 'Sign in', looks: true, go: at('/sign-in') },
  { name: 'sign-in-staff', title: 'Sign in as staff', go: at('/sign-in/staff') },
  { name: 'join', title: 'Join by household card', looks: true, go: at('/join') },
  { name: 'signed-out', title: 'Signed out', go: at('/signed-out') },
  { name: 'offline', title: 'Without a network', go: at('/offline') },
  { name: 'not-found', title: 'Not found, or not yours', as: RESIDENT, go: at('/c/nowhere') },
  { name: 'home', title: 'Home', as: RESIDENT, looks: true, go: within('') },
  { name: 'home-helper', title: 'Home, acting for somebody', as: HELPER, go: within('') },
  { name: 'activities', title: 'Join in', as: RESIDENT, looks: true, go: within('/activities') },
  {
    name: 'shift',
    title: 'A shift that I signed up for',
    as: RESIDENT,
    looks: true,
    go: follow('', SHIFT)
  },
  {
    name: 'event',
    title: 'An event of the residents’ home',
    as: RESIDENT,
    looks: true,
    go: follow('/activities?kind=events', EVENT)
  },
  { name: 'scan', title: 'Scan or type the code', as: RESIDENT, looks: true, go: within('/scan') },
  { name: 'teams', title: 'Teams', as: RESIDENT, go: within('/teams') },
  { name: 'team', title: 'A team', as: RESIDENT, go: follow('/teams', /\/teams\/[\da-f-]{36}$/) },
  {
    name: 'decide',
    title: 'Votes and compacts',
    as: RESIDENT,
    looks: true,
    go: within('/decide')
  },
  {
    name: 'rules',
    title: 'The point rules, for anybody to read',
    as: RESIDENT,
    looks: true,
    go: follow('/decide', /^\/rules\/\w+$/)
  },
  {
    name: 'vote',
    title: 'A vote that is open',
    as: RESIDENT,
    looks: true,
    go: follow('/decide', /\/votes\/[\da-f-]{36}$/)
  },
  {
    name: 'vote-result',
    title: 'The result of a vote',
    as: RESIDENT,
    go: followLast('/decide', /\/votes\/[\da-f-]{36}$/)
  },
  {
    name: 'compact',
    title: 'A compact in force',
    as: RESIDENT,
    looks: true,
    go: follow('/decide', /\/compacts\/[\da-f-]{36}$/)
  },
  { name: 'mine', title: 'My points', as: RESIDENT, looks: true, go: within('/mine') },
  {
    name: 'receipt',
    title: 'The receipt of an award',
    as: RESIDENT,
    looks: true,
    go: follow('/mine', /\/receipts\//)
  },
  { name: 'month', title: 'My month', as: RESIDENT, looks: true, go: within('/mine/months') },
  { name: 'claims', title: 'My claims', as: RESIDENT, looks: true, go: within('/mine/claims') },
  {
    name: 'claim',
    title: 'A claim, and a question about it',
    as: RESIDENT,
    looks: true,
    go: follow('/mine/claims', /\/claims\/[\da-f-]{36}$/)
  },
  {
    name: 'claim-new',
    title: 'What I did',
    as: RESIDENT,
    go: within('/mine/claims/new')
  },
  {
    name: 'claim-what',
    title: 'When and how much',
    as: RESIDENT,
    looks: true,
    go: within('/mine/claims/new/hazard-report')
  },
  {
    name: 'claim-send',
    title: 'What a claim would give',
    as: RESIDENT,
    looks: true,
    go: within(`/mine/claims/new/conflict-settlement?occurred_on=${TODAY}&quantity=1`)
  },
  {
    name: 'notice-board',
    title: 'The notice board',
    as: RESIDENT,
    looks: true,
    go: within('/notice-board')
  },
  {
    name: 'notice',
    title: 'Points under public notice, and the way to object',
    as: RESIDENT,
    looks: true,
    go: follow('/notice-board', /\/notice-board\/[\da-f-]{36}$/)
  },
  { name: 'settings', title: 'Settings', as: RESIDENT, looks: true, go: within('/mine/settings') },
  { name: 'people', title: 'Switch person or community', as: HELPER, go: within('/mine/people') },
  { name: 'helpers', title: 'Family helpers', as: RESIDENT, go: within('/mine/helpers') },
  { name: 'devices', title: 'Devices', as: RESIDENT, go: within('/mine/devices') },
  { name: 'manage', title: 'The desk', as: COMMITTEE, looks: true, go: within('/manage') },
  { name: 'manage-shifts', title: 'Shifts', as: COORDINATOR, go: within('/manage/shifts') },
  {
    name: 'manage-shift',
    title: 'Roster of a shift',
    as: COORDINATOR,
    looks: true,
    go: follow('/manage/shifts', /\/manage\/shifts\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-confirm',
    title: 'Confirming service',
    as: COORDINATOR,
    go: follow('/manage/shifts?list=past', /\/manage\/shifts\/[\da-f-]{36}$/, '/confirmation')
  },
  {
    name: 'manage-poster',
    title: 'QR poster (A4)',
    as: COORDINATOR,
    go: follow('/manage/shifts', /\/manage\/shifts\/[\da-f-]{36}$/, '/poster')
  },
  {
    name: 'manage-sheet',
    title: 'Sign-in sheet (A4)',
    as: COORDINATOR,
    go: follow('/manage/shifts', /\/manage\/shifts\/[\da-f-]{36}$/, '/sheet')
  },
  {
    name: 'manage-shift-new',
    title: 'A new shift',
    as: COORDINATOR,
    go: within('/manage/shifts/new')
  },
  { name: 'manage-claims', title: 'Claims to review', as: COMMITTEE, go: within('/manage/claims') },
  {
    name: 'manage-claim',
    title: 'Reviewing a claim',
    as: COMMITTEE,
    looks: true,
    go: follow('/manage/claims', /\/claims\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-objections',
    title: 'Objections',
    as: COMMITTEE,
    go: within('/manage/objections')
  },
  {
    name: 'receipt-held',
    title: 'The receipt of points that somebody objects to',
    as: COMMITTEE,
    looks: true,
    go: receiptOfObjection
  },
  {
    name: 'manage-objection',
    title: 'Deciding an objection',
    as: COMMITTEE,
    go: follow('/manage/objections', /\/objections\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-notice-board',
    title: 'The notice for the gate (A4)',
    as: COMMITTEE,
    go: within('/manage/notice-board')
  },
  { name: 'manage-compacts', title: 'Compacts', as: COMMITTEE, go: within('/manage/compacts') },
  {
    name: 'manage-compact',
    title: 'The draft of a compact',
    as: COMMITTEE,
    go: follow('/manage/compacts', /\/compacts\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-compact-new',
    title: 'Beginning a compact',
    as: COMMITTEE,
    go: within('/manage/compacts/new')
  },
  {
    name: 'manage-vote',
    title: 'Turnout of a vote',
    as: COMMITTEE,
    looks: true,
    go: follow('/manage/compacts', /\/votes\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-roll',
    title: 'The roll of a vote (A4)',
    as: COMMITTEE,
    go: follow('/manage/compacts', /\/votes\/[\da-f-]{36}$/, '/roll')
  },
  { name: 'manage-events', title: 'Events', as: COMMITTEE, go: within('/manage/events') },
  {
    name: 'manage-event',
    title: 'The list of an event',
    as: COMMITTEE,
    looks: true,
    go: follow('/manage/events', EVENT)
  },
  {
    name: 'manage-event-poster',
    title: 'Poster of an event (A4)',
    as: COMMITTEE,
    go: follow('/manage/events', EVENT, '/poster')
  },
  {
    name: 'manage-event-sheet',
    title: 'Sign-in sheet of an event (A4)',
    as: COMMITTEE,
    go: follow('/manage/events', EVENT, '/sheet')
  },
  {
    name: 'manage-event-attendance',
    title: 'Who came to an event',
    as: COMMITTEE,
    go: follow('/manage/events?view=past', EVENT, '/attendance')
  },
  {
    name: 'manage-event-new',
    title: 'A new event',
    as: COMMITTEE,
    go: within('/manage/events/new')
  },
  {
    name: 'manage-rooms',
    title: 'The week of the rooms',
    as: COMMITTEE,
    looks: true,
    go: within('/manage/rooms')
  },
  { name: 'manage-teams', title: 'Teams', as: COMMITTEE, go: within('/manage/teams') },
  {
    name: 'manage-team',
    title: 'A team',
    as: COMMITTEE,
    go: follow('/manage/teams', /\/manage\/teams\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-households',
    title: 'Households',
    as: COMMITTEE,
    go: within('/manage/households')
  },
  {
    name: 'manage-household',
    title: 'A household',
    as: COMMITTEE,
    go: follow('/manage/households', /\/manage\/households\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-import',
    title: 'Import of a roster',
    as: COMMITTEE,
    go: within('/manage/households/import')
  },
  {
    name: 'manage-import-preview',
    title: 'Preview of an import',
    as: COMMITTEE,
    go: previewOfRoster
  },
  { name: 'manage-grids', title: 'Grids', as: COMMITTEE, go: within('/manage/grids') },
  { name: 'manage-cards', title: 'Household cards', as: COMMITTEE, go: within('/manage/cards') },
  {
    name: 'manage-cards-print',
    title: 'Cards to print (A4)',
    as: COMMITTEE,
    go: follow('/manage/cards', /\/manage\/cards\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-people',
    title: 'People and offices',
    as: COMMITTEE,
    go: within('/manage/people')
  },
  {
    name: 'manage-person',
    title: 'A person',
    as: COMMITTEE,
    go: follow('/manage/people', /\/manage\/people\/[\da-f-]{36}$/)
  },
  { name: 'manage-audit', title: 'Audit log', as: COMMITTEE, go: within('/manage/audit') }
];

/** What an objection is about, as its receipt shows it. */
async function receiptOfObjection(page: Page, origin: string): Promise<void> {
  await follow('/manage/objections', /\/objections\/[\da-f-]{36}$/)(page, origin);
  await page.goto(page.url().replace('/manage/objections/', '/receipts/'));
}

/** A file as committees have them, with rows that need a look. */
async function previewOfRoster(page: Page, origin: string): Promise<void> {
  await within('/manage/households/import')(page, origin);
  await page.locator('input[type=file]').setInputFiles('tests/files/rosters/gb18030-crlf.csv');
  await Promise.all([
    page.waitForURL(/\/import\/[\da-f-]{36}/),
    page.locator('form:has(input[type=file]) button[type=submit]').click()
  ]);
}
