import type { Page } from '@playwright/test';
import { EVENT, follow, within, type Screen } from './ways';

const COORDINATOR = '周芳';
const COMMITTEE = '陈建国';
/** Where residents have voted for a list of what points are taken for. */
const OTHER_COMMITTEE = '林卫东';

/** What the committee and the coordinators see. */
export const DESK_SCREENS: Screen[] = [
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
    name: 'manage-live',
    title: 'Changing check-in code',
    as: COORDINATOR,
    go: follow('/manage/shifts', /\/manage\/shifts\/[\da-f-]{36}$/, '/live'),
    looks: true
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
    name: 'manage-redemptions',
    title: 'Redemptions',
    as: COMMITTEE,
    go: within('/manage/redemptions?q=王梅')
  },
  {
    name: 'manage-redeem',
    title: 'Handing something out for points',
    as: COMMITTEE,
    looks: true,
    go: follow('/manage/redemptions?q=王梅', /\/redemptions\/people\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-deductions',
    title: 'Points taken by the rules',
    as: OTHER_COMMITTEE,
    looks: true,
    go: within('/manage/deductions')
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
  {
    name: 'manage-rules',
    title: 'Rules and their drafts',
    as: COMMITTEE,
    go: within('/manage/rules')
  },
  {
    name: 'manage-rules-draft',
    title: 'A draft of rules',
    as: COMMITTEE,
    looks: true,
    go: follow('/manage/rules', /\/manage\/rules\/[\da-f-]{36}$/)
  },
  {
    name: 'manage-rules-review',
    title: 'From a draft to rules in force',
    as: COMMITTEE,
    go: follow('/manage/rules', /\/manage\/rules\/[\da-f-]{36}$/, '/review')
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
