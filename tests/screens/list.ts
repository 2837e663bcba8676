import { at, EVENT, follow, followLast, SHIFT, within, type Screen } from './ways';
import { DESK_SCREENS } from './desk';

const RESIDENT = '王梅';
const HELPER = '张雨欣';
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();

/** What everybody and what residents see. */
const RESIDENT_SCREENS: Screen[] = [
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
  {
    name: 'week',
    title: 'What this week would give me',
    as: RESIDENT,
    looks: true,
    go: within('/week')
  },
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
  {
    name: 'mine-redemptions',
    title: 'Points spent and expired',
    as: RESIDENT,
    go: within('/mine/redemptions')
  },
  {
    name: 'mine-deductions',
    title: 'Points taken, and why',
    as: RESIDENT,
    of: '仙东社区',
    looks: true,
    go: within('/mine/deductions')
  },
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
  { name: 'devices', title: 'Devices', as: RESIDENT, go: within('/mine/devices') }
];

export const SCREENS: Screen[] = [...RESIDENT_SCREENS, ...DESK_SCREENS];
