import { eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { Display } from './display';
import { accounts } from './tables.server';

/** The account's choices, for a browser that has just signed in. */
export async function readDisplay(sql: Sql, accountId: string): Promise<Display | null> {
  const [found] = await sql
    .select({
      locale: accounts.locale,
      elder_mode: accounts.elder_mode,
      theme: accounts.theme
    })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (!found) return null;
  const { locale, elder_mode, theme } = found;
  return {
    locale: locale === 'zh' || locale === 'en' ? locale : null,
    elder_mode,
    theme: theme === 'dark' || theme === 'light' ? theme : 'auto'
  };
}

/** Remembers choices on the account, so that they follow the person to other phones. */
export async function keepDisplay(
  sql: Sql,
  accountId: string,
  chosen: Partial<Display>
): Promise<void> {
  await sql.update(accounts).set(chosen).where(eq(accounts.id, accountId));
}
