import { expect, test } from 'vitest';
import { isTrustedWrite } from './origin.server';

const ours = new URL('http://192.168.1.20:3000/sign-in');
const configured = new URL('https://linli.example/sign-in');
const write = (headers: Record<string, string>, url = ours) =>
  isTrustedWrite(new Request(url, { method: 'POST', headers }), url, url === configured);

test('a form on our own page may write, by name, by LAN address and through a proxy', () => {
  expect(write({ origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000' })).toBe(true);
  expect(write({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  const proxied = { origin: 'https://linli.example', host: '127.0.0.1:3000' };
  expect(write(proxied, configured)).toBe(true);
  expect(write({ origin: 'null', 'sec-fetch-site': 'same-origin' }, configured)).toBe(true);
});

test('where the address is configured, another name of the same computer may not', () => {
  const other = { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' };
  expect(write(other, configured)).toBe(false);
  expect(write({ ...other, 'sec-fetch-site': 'same-origin' }, configured)).toBe(false);
});

test('a form on somebody else’s page may not, nor a program that says nothing', () => {
  expect(write({ 'sec-fetch-site': 'cross-site', origin: ours.origin })).toBe(false);
  expect(write({ 'sec-fetch-site': 'same-site' })).toBe(false);
  expect(write({ origin: 'https://evil.example', host: '192.168.1.20:3000' })).toBe(false);
  expect(write({ origin: 'null', host: '192.168.1.20:3000' })).toBe(false);
  expect(write({})).toBe(false);
});

test('anybody may read', () => {
  expect(isTrustedWrite(new Request(ours), ours, false)).toBe(true);
});
