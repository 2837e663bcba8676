import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { accountOfPhone } from '../accounts/accounts.server';
import { CODE_MINUTES, issueCode, redeemCode } from '../accounts/codes.server';
import type { Display } from '../accounts/display';
import { keepDisplay, readDisplay } from '../accounts/display.server';
import { codeRequest, network } from '../accounts/limits.server';
import { normalisePhone, type Phone } from '../accounts/phone';
import { SESSION_DAYS } from '../accounts/sessions.server';
import { m } from '../paraglide/messages';
import { isRefused, refuse, type Refused } from '../shared/result';
import { PERSON_COOKIE } from './standing.server';

type SignInEvent = Pick<
  RequestEvent,
  'locals' | 'cookies' | 'url' | 'request' | 'getClientAddress'
>;

/** Says which community was open last, when an account belongs to several. */
export const COMMUNITY_COOKIE = 'community';

const PENDING_COOKIE = 'signing_in';
const PENDING_SECONDS = 15 * 60;
const YEAR_SECONDS = 365 * 24 * 3600;
const DAY_SECONDS = 24 * 3600;

const Pending = z.object({
  phone: z.string(),
  /** The page to which this belongs, so that a join never finishes as a mere sign-in. */
  purpose: z.string(),
  /** Only in a demo: the code, to be shown. */
  shown: z.string().nullable(),
  name: z.string().nullable()
});

/** A phone to which a code is on its way. */
export interface PendingSignIn {
  phone: Phone;
  shown: string | null;
  name: string | null;
}

/**
 * Sends a code to the phone that was typed and remembers it in a sealed cookie.
 * Known and unknown phones get the same answer.
 */
export async function askForCode(
  event: SignInEvent,
  asked: { phone: string; purpose: string; name?: string }
): Promise<{ ok: true } | Refused> {
  const phone = normalisePhone(asked.phone);
  if (!phone) return refuse('phone_invalid', { field: 'phone' });
  const { db, phones, limits, sms, clock } = event.locals.app;
  const passed = await limits.count(...codeRequest(phone, event.getClientAddress()));
  if (isRefused(passed)) return passed;
  const code = await issueCode(db.sql, phones, phone, await clock(db.sql));
  const words = m.accounts_sms_words({ code, minutes: CODE_MINUTES });
  const sent = await sms.sendCode(phone, { code, words });
  if (isRefused(sent)) return sent;
  const shown = sent.shown ? code : null;
  const sealed = phones.seal({ phone, purpose: asked.purpose, shown, name: asked.name ?? null });
  event.cookies.set(guarded(event, PENDING_COOKIE), sealed, {
    ...cookieBase(event),
    maxAge: PENDING_SECONDS
  });
  return { ok: true };
}

/** The phone that waits for its code on this page; null when there is none (any more). */
export function pendingSignIn(event: SignInEvent, purpose: string): PendingSignIn | null {
  const sealed = event.cookies.get(guarded(event, PENDING_COOKIE));
  if (!sealed) return null;
  const pending = Pending.safeParse(event.locals.app.phones.unseal(sealed));
  if (!pending.success || pending.data.purpose !== purpose) return null;
  const phone = normalisePhone(pending.data.phone);
  return phone ? { phone, shown: pending.data.shown, name: pending.data.name } : null;
}

/** Checks the code and signs in; the account is opened when the phone was unknown. */
export async function signInByCode(
  event: SignInEvent,
  pending: PendingSignIn,
  typed: string
): Promise<{ ok: true; accountId: string } | Refused> {
  const { db, phones, limits, clock } = event.locals.app;
  const address = network(event.getClientAddress());
  const allowed = await limits.look(['wrong_code_by_address', address]);
  if (isRefused(allowed)) return allowed;
  const now = await clock(db.sql);
  const redeemed = await redeemCode(db.sql, phones, pending.phone, typed, now);
  if (isRefused(redeemed)) {
    await limits.count(['wrong_code_by_address', address]);
    return redeemed;
  }
  const { accountId, isNew } = await accountOfPhone(db.sql, phones, pending.phone, now);
  if (isNew) await keepDisplay(db.sql, accountId, readDisplayCookies(event));
  await signIn(event, accountId);
  await dressAs(event, accountId);
  return { ok: true, accountId };
}

/** Starts a new session for the account; the one that the browser had ends. */
export async function signIn(event: SignInEvent, accountId: string): Promise<void> {
  const { locals, request } = event;
  const device = request.headers.get('user-agent') ?? '';
  const id = await locals.app.sessions.start(accountId, device, locals.sessionId);
  setSessionCookie(event, id);
  for (const name of [guarded(event, PENDING_COOKIE), PERSON_COOKIE, COMMUNITY_COOKIE]) {
    forget(event, name);
  }
}

/** Gives the browser the language, text size and colours that the account chose elsewhere. */
export async function dressAs(event: SignInEvent, accountId: string): Promise<void> {
  const display = await readDisplay(event.locals.app.db.sql, accountId);
  if (display) setDisplayCookies(event, display);
}

export function setSessionCookie(event: SignInEvent, id: string): void {
  const name = guarded(event, event.locals.app.sessions.cookieName);
  event.cookies.set(name, id, { ...cookieBase(event), maxAge: SESSION_DAYS * DAY_SECONDS });
}

/** The browser's session; one from before its address was https gets the guarded name. */
export function readSessionId(event: SignInEvent): string | null {
  const { cookieName } = event.locals.app.sessions;
  const guardedName = guarded(event, cookieName);
  const id = event.cookies.get(guardedName);
  if (id || guardedName === cookieName) return id ?? null;
  const old = event.cookies.get(cookieName);
  if (!old) return null;
  forget(event, cookieName);
  setSessionCookie(event, old);
  return old;
}

/** Ends the session here, or everywhere, and forgets who this browser was. */
export async function signOut(event: SignInEvent, everywhere: boolean): Promise<void> {
  const { account, app, sessionId } = event.locals;
  if (everywhere && account) await app.sessions.endAll(account.id);
  else if (sessionId) await app.sessions.end(sessionId);
  const names = [app.sessions.cookieName, PENDING_COOKIE].map((name) => guarded(event, name));
  for (const name of [...names, PERSON_COOKIE, COMMUNITY_COOKIE]) forget(event, name);
}

/** Language, text size and colours for the next pages; `null` leaves the browser's own language. */
export function setDisplayCookies(event: SignInEvent, chosen: Partial<Display>): void {
  const { locale, elder_mode, theme } = chosen;
  // Read by scripts too: the language decides which words the page's scripts load.
  const options = { ...cookieBase(event), httpOnly: false, maxAge: YEAR_SECONDS };
  if (locale) event.cookies.set('locale', locale, options);
  if (elder_mode !== undefined) {
    event.cookies.set('mode', elder_mode ? 'elder' : 'normal', options);
  }
  if (theme) event.cookies.set('theme', theme, options);
}

/** What was chosen in this browser before its person had an account. */
function readDisplayCookies({ cookies }: SignInEvent): Partial<Display> {
  const locale = cookies.get('locale');
  const theme = cookies.get('theme');
  return {
    locale: locale === 'zh' || locale === 'en' ? locale : null,
    elder_mode: cookies.get('mode') === 'elder',
    theme: theme === 'dark' || theme === 'light' ? theme : 'auto'
  };
}

/** Remembers as whom, or where, the person was last. */
export function rememberChoice(
  event: SignInEvent,
  name: typeof PERSON_COOKIE | typeof COMMUNITY_COOKIE,
  value: string
): void {
  event.cookies.set(name, value, { ...cookieBase(event), maxAge: YEAR_SECONDS });
}

/** Over https a cookie's name by which no other host, and nothing sent in the clear, can set it. */
const guarded = (event: SignInEvent, name: string): string =>
  isHttps(event) ? `__Host-${name}` : name;

const isHttps = ({ url }: SignInEvent): boolean => url.protocol === 'https:';

const cookieBase = (event: SignInEvent) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isHttps(event)
});

const forget = (event: SignInEvent, name: string) => event.cookies.delete(name, cookieBase(event));
