import { expect, test } from 'vitest';
import {
  copyAddress,
  homeOf,
  isKeptPage,
  mayChangeAccount,
  ownAddress,
  pageOfData,
  scanPage,
  startPage
} from './pages';

test.each([
  '/c/baiyang',
  '/c/baiyang/',
  '/c/baiyang/activities',
  '/c/baiyang/mine',
  '/c/baiyang/decide',
  '/rules/baiyang',
  '/c/baiyang/week',
  '/c/baiyang/decide/votes/one',
  '/c/baiyang/decide/compacts/one',
  '/c/baiyang/scan',
  '/c/baiyang/shifts/01a2',
  '/c/baiyang/shifts/01a2/check-in',
  '/c/baiyang/receipts/01a2',
  '/c/baiyang/notice-board',
  '/c/baiyang/mine/claims',
  '/c/baiyang/mine/claims/new',
  '/c/baiyang/mine/claims/new/good-deed',
  '/c/baiyang/manage/shifts/01a2',
  '/c/baiyang/manage/shifts/01a2/roster'
])('%s opens without a network', (path) => expect(isKeptPage(path)).toBe(true));

test.each([
  '/',
  '/sign-in',
  '/demo',
  '/c/baiyang/manage',
  '/c/baiyang/manage/households',
  '/c/baiyang/manage/audit',
  '/c/baiyang/commands/volunteering.sign_up',
  '/c/baiyang/activities/new'
])('%s is not kept on the phone', (path) => expect(isKeptPage(path)).toBe(false));

test('a copy is found again without the words about what was just sent', () => {
  const url = new URL('http://linli/c/baiyang/activities?day=sat&done=01a2#list');
  expect(copyAddress(url)).toBe('/c/baiyang/activities?day=sat');
});

test('the data of a page belongs to its address', () => {
  expect(pageOfData('/c/baiyang/mine/__data.json')).toBe('/c/baiyang/mine');
  expect(pageOfData('/__data.json')).toBe('/');
  expect(pageOfData('/c/baiyang/mine')).toBeNull();
});

test('the home of a page is that of its community', () => {
  expect(homeOf('/c/baiyang/shifts/01a2')).toBe('/c/baiyang');
  expect(homeOf('/sign-in')).toBeNull();
});

test('the shortcuts of the app lead to their tabs', () => {
  expect(startPage('/c/baiyang', null)).toBe('/c/baiyang');
  expect(startPage('/c/baiyang', 'scan')).toBe('/c/baiyang/scan');
  expect(startPage('/c/baiyang', 'elsewhere')).toBe('/c/baiyang');
});

test("a poster's address leads to the scan page of its community when there is no network", () => {
  expect(scanPage('/check-in/baiyang/01a2/token')).toBe(
    '/c/baiyang/scan#/check-in/baiyang/01a2/token'
  );
  expect(scanPage('/check-in/baiyang')).toBeNull();
});

test('signing in or out may change whose phone it is; a sign-up or larger text does not', () => {
  for (const path of ['/sign-in', '/sign-in/code', '/sign-out', '/demo', '/join']) {
    expect(mayChangeAccount(path)).toBe(true);
  }
  for (const path of ['/c/baiyang/commands/a.b', '/api/commands', '/settings/display']) {
    expect(mayChangeAccount(path)).toBe(false);
  }
});

test.each([
  '//evil.example/x',
  '/.//evil.example/x',
  'https://a//evil.example/x',
  '/\\evil.example/x'
])('a link that opens %s anew leads Mei nowhere else', (to) => {
  const opened = new URL(ownAddress(to, 'https://linli.example'));
  expect(opened.origin).toBe('https://linli.example');
});

test('an address that cannot be read, or none, opens the front page anew', () => {
  expect(ownAddress('http://', 'https://linli.example')).toBe('https://linli.example/');
  expect(ownAddress(null, 'https://linli.example')).toBe('https://linli.example/');
});
