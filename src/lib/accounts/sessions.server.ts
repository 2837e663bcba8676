import { and, eq, gt, lte } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import { createHash } from 'node:crypto';
import type { Database, Sql } from '../db/types.server';
import { accounts, sessions } from './tables.server';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseSessionAttributes: { device: string };
    DatabaseUserAttributes: Omit<typeof accounts.$inferSelect, 'id' | 'password_hash'>;
  }
}

export type Account = NonNullable<Awaited<ReturnType<Sessions['validate']>>>['account'];

export interface Sessions {
  /** The account behind a cookie's session id; null when it is unknown or over. */
  validate(sessionId: string): Promise<{
    account: { id: string; locale: string | null; elder_mode: boolean; theme: string };
    fresh: boolean;
  } | null>;
  /** A new session; `replacing` ends the one that the browser had, so that ids never survive a sign-in. */
  start(accountId: string, device: string, replacing: string | null): Promise<string>;
  end(sessionId: string): Promise<void>;
  /** Ends one session of the account, known by its hash; another account's stays. */
  endOne(accountId: string, idHash: string): Promise<void>;
  /** Signs the account out on all its devices. */
  endAll(accountId: string): Promise<void>;
  list(accountId: string): Promise<{ device: string; created_at: Date; id_hash: string }[]>;
  cookieName: string;
}

export const SESSION_DAYS = 60;

/** Sessions through lucia. Ids are stored as SHA-256 only, by an adapter of our own. */
export function openSessions(db: Database): Sessions {
  const lucia = createLucia(db.sql);
  return {
    cookieName: lucia.sessionCookieName,
    async validate(sessionId) {
      const { session, user } = await lucia.validateSession(sessionId);
      return session ? { account: user, fresh: session.fresh } : null;
    },
    async start(accountId, device, replacing) {
      if (replacing) await lucia.invalidateSession(replacing);
      const session = await lucia.createSession(accountId, { device: device.slice(0, 200) });
      return session.id;
    },
    end: (sessionId) => lucia.invalidateSession(sessionId),
    endOne: async (accountId, idHash) => {
      await db.sql
        .delete(sessions)
        .where(and(eq(sessions.account_id, accountId), eq(sessions.id_hash, idHash)));
    },
    endAll: (accountId) => lucia.invalidateUserSessions(accountId),
    list: (accountId) =>
      db.sql
        .select({
          device: sessions.device,
          created_at: sessions.created_at,
          id_hash: sessions.id_hash
        })
        .from(sessions)
        .where(and(eq(sessions.account_id, accountId), gt(sessions.expires_at, new Date())))
        .orderBy(sessions.created_at)
  };
}

/** Forgets sessions that are over; nobody can use them any more. */
export const deleteEndedSessions = async (sql: Sql, now: Date): Promise<void> => {
  await sql.delete(sessions).where(lte(sessions.expires_at, now));
};

/** What the table keeps instead of the id. */
export const hashSessionId = (id: string): string => createHash('sha256').update(id).digest('hex');

function createLucia(sql: Sql) {
  return new Lucia(new HashingAdapter(sql), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: { name: 'linli_session' },
    getUserAttributes: ({ locale, elder_mode, theme }) => ({ locale, elder_mode, theme })
  });
}

class HashingAdapter implements Adapter {
  constructor(private readonly sql: Sql) {}

  async getSessionAndUser(id: string): ReturnType<Adapter['getSessionAndUser']> {
    const [found] = await this.sql
      .select()
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.account_id))
      .where(eq(sessions.id_hash, hashSessionId(id)));
    if (!found) return [null, null];
    const { id: accountId, ...attributes } = found.accounts;
    return [toSession(id, found.sessions), { id: accountId, attributes }];
  }

  async getUserSessions(userId: string): Promise<DatabaseSession[]> {
    const found = await this.sql.select().from(sessions).where(eq(sessions.account_id, userId));
    return found.map((row) => toSession(row.id_hash, row));
  }

  async setSession(session: DatabaseSession): Promise<void> {
    await this.sql.insert(sessions).values({
      id_hash: hashSessionId(session.id),
      account_id: session.userId,
      expires_at: session.expiresAt,
      created_at: new Date(),
      device: session.attributes.device
    });
  }

  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    await this.sql
      .update(sessions)
      .set({ expires_at: expiresAt })
      .where(eq(sessions.id_hash, hashSessionId(id)));
  }

  async deleteSession(id: string): Promise<void> {
    await this.sql.delete(sessions).where(eq(sessions.id_hash, hashSessionId(id)));
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await this.sql.delete(sessions).where(eq(sessions.account_id, userId));
  }

  async deleteExpiredSessions(): Promise<void> {
    await deleteEndedSessions(this.sql, new Date());
  }
}

const toSession = (id: string, row: typeof sessions.$inferSelect): DatabaseSession => ({
  id,
  userId: row.account_id,
  expiresAt: row.expires_at,
  attributes: { device: row.device }
});
