import { building } from '$app/environment';
import { ACCOUNT_HEADER, accountTag } from '$lib/offline/account-tag.server';
import { paraglideMiddleware } from '$lib/paraglide/server';
import { isTrustedWrite } from '$lib/app/origin.server';
import { isOversized } from '$lib/app/body.server';
import { log } from '$lib/app/log.server';
import { readSessionId, setSessionCookie } from '$lib/app/sign-in.server';
import { compress } from '$lib/app/compress.server';
import { countQueries } from '$lib/db/query-count.server';
import { startApp, stopApp } from '$lib/app/start.server';
import { text, type Handle, type HandleServerError, type ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';

export const init: ServerInit = async () => {
  if (building) return;
  await startApp();
  process.once('sveltekit:shutdown', shutDown);
};

/** After the last request has been answered. */
async function shutDown(): Promise<void> {
  await stopApp();
  process.exit(0);
}

/** Writes come from our own pages only, whatever the content type. */
const refuseForeignWrites: Handle = async ({ event, resolve }) =>
  isTrustedWrite(event.request, event.url, Boolean(process.env.ORIGIN))
    ? resolve(event)
    : text('Forbidden', { status: 403 });

/** Routes that read files take large bodies and bound them themselves; see `readBoundedForm`. */
const UPLOADS = new Set([
  '/(staff)/c/[community]/manage/households/import',
  '/(resident)/c/[community]/mine/claims/new/[activity]',
  '/(resident)/c/[community]/mine/claims/[claim]',
  '/api/commands'
]);

const refuseLargeForms: Handle = async ({ event, resolve }) =>
  isOversized(event.request) && !UPLOADS.has(event.route.id ?? '')
    ? text('Payload Too Large', { status: 413 })
    : resolve(event);

/** Asked by machines every few seconds: whose cookie came along is not looked up for them. */
const PROBES = new Set(['/livez', '/readyz']);

const identify: Handle = async ({ event, resolve }) => {
  const app = await startApp();
  const { locals } = event;
  locals.app = app;
  locals.account = null;
  locals.sessionId = PROBES.has(event.route.id ?? '') ? null : readSessionId(event);
  if (locals.sessionId) {
    const found = await app.sessions.validate(locals.sessionId);
    locals.account = found?.account ?? null;
    // A session that is used is prolonged, and its cookie with it.
    if (found?.fresh) setSessionCookie(event, locals.sessionId);
  }
  return resolve(event);
};

/** Language and display settings go into <html>, so that no script is needed for them. */
const dress: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ request, locale }) => {
    event.request = request;
    event.locals.locale = locale;
    const mode = event.cookies.get('mode') === 'elder' ? 'elder' : 'normal';
    const theme = event.cookies.get('theme');
    const chosen = theme === 'dark' || theme === 'light' ? ` data-theme="${theme}"` : '';
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%lang%', locale === 'zh' ? 'zh-CN' : 'en')
          .replace('data-mode="%mode%"', `data-mode="${mode}"${chosen}`)
    });
    const { account } = event.locals;
    // A shared computer keeps nothing of these; residents' last pages are the worker's to keep.
    const isStaffs = /^\/\(staff\)|^\/\(public\)\/(sign-in|join)/.test(event.route.id ?? '');
    if (!response.headers.has('cache-control')) {
      if (isStaffs) response.headers.set('cache-control', 'private, no-store');
      else if (account) response.headers.set('cache-control', 'private, no-cache');
    }
    response.headers.set(ACCOUNT_HEADER, account ? accountTag(account.id) : 'none');
    return response;
  });

/** With SERVER_TIMING=on every answer says what it cost; `npm run bench:page` reads it. */
const measure: Handle = async ({ event, resolve }) => {
  const began = performance.now();
  const { result: response, queries } = await countQueries(async () => resolve(event));
  if (process.env.SERVER_TIMING === 'on') {
    const took = (performance.now() - began).toFixed(1);
    response.headers.set('server-timing', `app;dur=${took}, db;desc="queries";dur=${queries}`);
  }
  return compress(event.request, response);
};

export const handle: Handle = sequence(
  measure,
  refuseForeignWrites,
  refuseLargeForms,
  identify,
  dress
);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message };
  const id = crypto.randomUUID().slice(0, 8);
  log.error(
    { id, route: event.route.id, method: event.request.method, err: error },
    'request failed'
  );
  return { message: 'internal', id };
};
