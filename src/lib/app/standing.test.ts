import { expect, test } from 'vitest';
import { withoutAnswer } from './said.server';
import { signInPath } from './standing.server';

const asked = (method: string, path: string) => {
  const url = new URL(path, 'https://linli.example');
  return { url, request: new Request(url, { method }) };
};

test('Wei opens his shift signed out and is led back to it after signing in', () => {
  const path = signInPath(asked('GET', '/c/baiyang/shifts/1?from=poster'));
  expect(path).toBe('/sign-in?to=%2Fc%2Fbaiyang%2Fshifts%2F1%3Ffrom%3Dposter');
});

test('Mei taps when her session is over: she comes back to the page of the button, and is told', () => {
  const tapped = asked('POST', '/c/baiyang/commands/volunteering.sign_up');
  const path = signInPath(tapped, '/c/baiyang/shifts/1');
  expect(path).toBe('/sign-in?to=%2Fc%2Fbaiyang%2Fshifts%2F1&not_done=1');
});

test('Lan sends a form when her session is over: she comes back to the form, not to its action', () => {
  const path = signInPath(asked('POST', '/c/baiyang/manage/cards?/print'));
  expect(path).toBe('/sign-in?to=%2Fc%2Fbaiyang%2Fmanage%2Fcards&not_done=1');
});

test('the page that Mei comes back to says nothing of an act before', () => {
  expect(withoutAnswer('/c/baiyang/shifts/1?from=home&done=1')).toBe(
    '/c/baiyang/shifts/1?from=home'
  );
});
