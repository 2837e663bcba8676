import { Agent, request as httpRequest } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/lib/db/connect.server';
import { newId } from '../../src/lib/shared/id';
import { startBuiltApp, type BuiltApp } from '../built-app';
import { peopleTown, type Samples } from '../isolation/samples';
import { SECRET } from '../people/town';
import { sendRaw } from './raw';

/** Mallory speaks HTTP by hand. Chen, on the committee of a community, uses the same server. */
const folder = mkdtempSync(join(tmpdir(), 'linli-web-'));
let app: BuiltApp;
let town: Samples;
let session: string;
let chen: string;

beforeAll(async () => {
  const db = await openEmbedded(folder);
  const made = await peopleTown(db);
  [town, session, chen] = [made.samples, made.session, made.town.chen.memberId];
  await db.close();
  app = await startBuiltApp({ DATA_DIR: folder, APP_SECRET: SECRET, DEMO: 'off', ORIGIN: '' });
}, 300_000);

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const FORM = 'application/x-www-form-urlencoded';
const ours = () => ({ origin: app.origin, accept: 'text/html', 'content-type': FORM });
const asChen = () => ({ ...ours(), cookie: `linli_session=${session}; person=${chen}` });

/** The head of a request as it goes over the wire. */
function head(method: string, path: string, headers: Record<string, string | number>): string {
  const host = new URL(app.origin).host;
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

const ask = (path: string, init: RequestInit = {}) =>
  fetch(app.origin + path, { redirect: 'manual', ...init });

/** Answers that are given before the body has been read. */
const EARLY: [string, string, () => Record<string, string>, number][] = [
  ['a form from another site', '/sign-in', () => ({ ...ours(), origin: 'https://evil' }), 403],
  ['a form that is too large', '/sign-in', ours, 413],
  ['a command of nobody', '/api/commands', () => ({ ...ours(), 'content-type': 'x/y' }), 401],
  ['a photo of nobody', '/c/none/mine/claims/new/x', ours, 303],
  ['a form to a page that is not there', '/nowhere', ours, 404],
  ['a form where there is none', '/livez', ours, 405]
];
const BYTES = 3 * 2 ** 20;
const isSmall = (path: string) => path === '/nowhere' || path === '/livez';

describe('a body that is not read', () => {
  test.each(EARLY)('%s, promised and never sent: answered at once', async (_, path, of, status) => {
    const length = status === 413 || !isSmall(path) ? BYTES : 400_000;
    const heard = await sendRaw(
      app.origin,
      head('POST', path, { ...of(), 'content-length': length }) + 'x'
    );
    expect([413, status]).toContain(heard.status);
    expect(heard.headers.connection).toBe('close');
  });

  test.each(EARLY)('%s, sent in full: the words are read, the next page comes', async (...row) => {
    const [, path, of, status] = row;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const length = isSmall(path) ? 400_000 : BYTES;
    const first = await over(agent, 'POST', path, of(), Buffer.alloc(length, 'x'));
    expect([413, status]).toContain(first);
    expect(await over(agent, 'GET', '/livez', {})).toBe(200);
    agent.destroy();
  });

  test('a form in pieces of which nobody says how many: refused and closed', async () => {
    const sent = head('POST', '/sign-in', { ...ours(), 'transfer-encoding': 'chunked' });
    const heard = await sendRaw(app.origin, `${sent}5\r\nphone\r\n`);
    expect([heard.status, heard.headers.connection]).toEqual([413, 'close']);
  });

  test('a page with a body behind it: the body is not taken for the next request', async () => {
    const smuggled = head('GET', '/nowhere', {});
    const sent = head('GET', '/livez', { 'content-length': smuggled.length }) + smuggled;
    const heard = await sendRaw(
      app.origin,
      sent + head('GET', '/livez', { connection: 'close' }),
      () => false
    );
    expect(heard.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  });
});

/** Over the agent's one connection, or its next when that was closed. */
function over(
  agent: Agent,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(app.origin + path, {
      method,
      agent,
      timeout: 10_000,
      headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) }
    });
    sent.on('response', (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was left hanging`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('what a browser is told with every answer', () => {
  const ANSWERS: [string, string, RequestInit, number][] = [
    ['a page', '/sign-in', {}, 200],
    ['a redirect', '/c/none/mine', {}, 303],
    ['a file', '/icon.svg', {}, 200],
    ['a list of versions', '/_app/version.json', {}, 200],
    ['a page that is not there', '/nowhere', {}, 404],
    ['a file that is not there', '/none.js', {}, 404],
    ['a refused write', '/sign-in', { method: 'POST' }, 403],
    ['a refused method', '/livez', { method: 'PUT', headers: { origin: 'own' } }, 405],
    ['a state of the server', '/readyz', {}, 200]
  ];
  test.each(ANSWERS)(
    '%s cannot be sniffed, framed or embedded elsewhere',
    async (_, path, init, status) => {
      const headers = new Headers(init.headers);
      if (headers.get('origin') === 'own') headers.set('origin', app.origin);
      const answer = await ask(path, { ...init, headers });
      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=(self), microphone=()')
      });
      expect(answer.headers.has('strict-transport-security')).toBe(false);
      expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    }
  );

  test('a script of the build cannot be sniffed or embedded elsewhere, in few words', async () => {
    const answer = await ask('/_app/immutable/none.js');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin'
    });
    expect(answer.headers.has('permissions-policy')).toBe(false);
  });

  test('over https: to come by https only, for a year', async () => {
    const answer = await ask('/icon.svg', { headers: { 'x-forwarded-proto': 'https' } });
    expect(answer.headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains'
    );
  });

  test('a page runs no script but the app’s own', async () => {
    const policy = (await ask('/sign-in')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[^']+'(?! 'unsafe)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
  });

  test.each([
    ['the sign-in', '/sign-in'],
    ['the staff’s sign-in', '/sign-in/staff'],
    ['a staff page', '/manage'],
    ['the list of homes', '/manage/households'],
    ['an export of people', '/manage/people/export'],
    ['what a sum was made of', '/__data.json']
  ])('%s leaves no copy on a shared computer', async (_, path) => {
    const where = path.startsWith('/sign-in') ? path : `/c/${town.community}${path}`;
    const answer = await ask(where, { headers: path.startsWith('/sign-in') ? {} : asChen() });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  });

  test('a resident’s page is asked for again before it is shown', async () => {
    const answer = await ask(`/c/${town.community}`, { headers: asChen() });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'private, no-cache'
    ]);
  });
});

describe('cookies', () => {
  const https = { 'x-forwarded-proto': 'https' };
  const httpsOrigin = () => app.origin.replace('http:', 'https:');

  test('a session from before https gets a name that no other host can set', async () => {
    const answer = await ask(`/c/${town.community}`, { headers: { ...asChen(), ...https } });
    const set = answer.headers.getSetCookie();
    expect(answer.status).toBe(200);
    expect(set).toContainEqual(
      expect.stringMatching(
        /^__Host-linli_session=\w+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/
      )
    );
    expect(set).toContainEqual(expect.stringMatching(/^linli_session=; .*Max-Age=0/));
  });

  test('a planted session under the plain name does not displace the guarded one', async () => {
    const cookie = `linli_session=${'m'.repeat(40)}; __Host-linli_session=${session}; person=${chen}`;
    const answer = await ask(`/c/${town.community}`, { headers: { cookie, ...https } });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).not.toContain('mmm');
  });

  test('the guarded name planted over plain http is nobody’s session', async () => {
    const cookie = `__Host-linli_session=${session}; person=${chen}`;
    const answer = await ask(`/c/${town.community}/mine`, { headers: { cookie } });
    expect(answer.status).toBe(303);
  });

  test('what waits for a code is sealed, and under a guarded name', async () => {
    const body = new URLSearchParams({ phone: '13900001111' });
    const headers = { ...https, origin: httpsOrigin() };
    const answer = await ask('/sign-in', { method: 'POST', headers, body });
    const set = answer.headers.getSetCookie().join('\n');
    if (set.includes('signing_in')) expect(set).toContain('__Host-signing_in=');
    expect(set).not.toContain('13900001111');
  });

  test.each([
    ['rubbish', 'linli_session=%00%ff%; person=\u0001'],
    ['a cookie of 10,000 letters', `linli_session=${'a'.repeat(10_000)}`],
    ['a thousand cookies', Array.from({ length: 1000 }, (_, n) => `c${n}=1`).join('; ')],
    ['SQL', "linli_session=' or 1=1 --; person=' or 1=1 --"]
  ])('%s as a session is nobody', async (_, cookie) => {
    const heard = await sendRaw(app.origin, head('GET', `/c/${town.community}/mine`, { cookie }));
    expect([303, 400]).toContain(heard.status);
  });
});

describe('writes from elsewhere', () => {
  const write = (headers: Record<string, string>) =>
    ask(`/c/${town.community}/commands/volunteering.sign_up`, {
      method: 'POST',
      headers: { ...asChen(), ...headers },
      body: `key=${newId()}&shift_id=${town.shift}&back=/`
    });
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another port of this host', { origin: 'http://localhost:1' }],
    ['a host whose name begins like this one', { origin: 'http://localhost.evil.example' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
    ['another site that claims our Origin', { 'sec-fetch-site': 'cross-site' }],
    [
      'another site as plain text',
      { origin: 'https://evil.example', 'content-type': 'text/plain' }
    ],
    ['a method in a header', { origin: 'https://evil.example', 'x-http-method-override': 'GET' }]
  ])('%s with Chen’s cookie: refused', async (_, headers) => {
    expect((await write(headers as Record<string, string>)).status).toBe(403);
  });
});

describe('addresses', () => {
  test.each([
    ['to another site', '//evil.example'],
    ['to a script', 'javascript:alert(1)'],
    ['with a second header', '/x\r\nset-cookie: a=b'],
    ['with Chinese letters', '/社区/？村=王'],
    ['with half a letter', '/\ud800'],
    ['with a NUL byte', '/x\0y'],
    ['of 10,000 letters', '/' + 'a'.repeat(10_000)]
  ])('a sign-in that leads %s leads nowhere else', async (_, to) => {
    const answer = await ask(`/sign-in?to=${encodeURIComponent(to.toWellFormed())}`, {
      headers: asChen()
    });
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    expect(new URL(location, app.origin).origin).toBe(app.origin);
    expect(location).toMatch(/^\/[\x21-\x7e]*$/);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  test.each([
    ['half an escape', '/c/%E0%A4%A'],
    ['a NUL byte', '/c/a%00b'],
    ['a way out of the folder', '/_app/..%2f..%2fpackage.json'],
    ['a plain way out of the folder', '/_app/../../package.json'],
    ['a doubly escaped way out', '/%252e%252e/%252e%252e/etc/passwd'],
    ['a backslash', '/..\\..\\package.json'],
    ['15,000 letters', '/' + 'a'.repeat(15_000)],
    ['a prototype', '/c/__proto__'],
    ['a file of the server', '/index.js'],
    ['a hidden file', '/.env']
  ])('%s in an address finds nothing', async (_, path) => {
    const heard = await sendRaw(
      app.origin,
      head('GET', path, { connection: 'close' }),
      () => false
    );
    expect([303, 400, 404, 431]).toContain(heard.status);
    expect(heard.text).not.toMatch(/"dependencies"|root:/);
  });
});

describe('requests that are none', () => {
  test.each([
    ['two lengths', { 'content-length': '5', 'Content-Length': '6' }],
    ['a length and pieces', { 'content-length': '5', 'transfer-encoding': 'chunked' }],
    ['a length that is no number', { 'content-length': '-1' }],
    ['pieces that are none', { 'transfer-encoding': 'chunked, identity' }],
    ['a head of 70,000 letters', { 'x-a': 'a'.repeat(70_000) }]
  ])('%s: refused, and the connection is closed', async (_, headers) => {
    const sent = head('POST', '/sign-in', { ...ours(), ...(headers as Record<string, string>) });
    const heard = await sendRaw(app.origin, sent + '0\r\n\r\n', () => false);
    expect([400, 413, 431]).toContain(heard.status);
    expect(heard.isClosed).toBe(true);
  });

  test.each(['TRACE', 'PROPFIND', 'OPTIONS', 'DELETE', 'PATCH'])(
    '%s on a page changes nothing and echoes nothing',
    async (method) => {
      const sent = head(method, '/sign-in', { ...ours(), 'x-secret': 'tell', connection: 'close' });
      const heard = await sendRaw(app.origin, sent, () => false);
      expect([400, 403, 405, 204, 404]).toContain(heard.status);
      expect(heard.text).not.toContain('tell');
    }
  );

  test('a Host that is none is not taken for ours in a link', async () => {
    const heard = await sendRaw(
      app.origin,
      head('GET', '/sign-in', { host: 'evil.example"><script>', connection: 'close' }),
      () => false
    );
    expect(heard.text).not.toContain('evil.example"><script>');
    expect([200, 400, 500]).toContain(heard.status);
  });
});
