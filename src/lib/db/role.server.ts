import { sql } from 'drizzle-orm';
import { OperatorError } from '../shared/operator-error';
import { rows } from './rows.server';
import type { Database, Sql } from './types.server';

/** The role that owns nothing and to which row-level security always applies. */
export const APP_ROLE = 'linli_app';

type RoleRow = { name: string; powerful: boolean; owns: boolean };

/**
 * Refuses to serve with a role that row-level security would not bind.
 * Embedded PGlite has one superuser session, which takes the app's role; a server must not.
 */
export async function guardRole(db: Sql, kind: Database['kind']): Promise<void> {
  const found = await rows<RoleRow>(
    db,
    sql`select r.rolname as name, (r.rolsuper or r.rolbypassrls) as powerful,
          exists (select 1 from pg_class c where c.relowner = r.oid and c.relname = 'command_receipts') as owns
        from pg_roles r where r.rolname in (current_user, session_user)
        order by (r.rolname = current_user) desc`
  );
  const [current, session] = [found[0]!, found[1] ?? found[0]!];
  const bad = current.powerful || current.owns || (kind === 'postgres' && session.powerful);
  if (!bad) return;
  throw new OperatorError(
    `The database role "${session.name}" could bypass row-level security. ` +
      `Use a role without SUPERUSER and BYPASSRLS (docs/operations.md, "Roles").`
  );
}
