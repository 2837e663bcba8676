import { inject } from 'vitest';
import { openPostgres } from '../../src/lib/db/connect.server';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { asAdmin, urlOf } from './roles';

/** A database of its own on the run's server, with the addresses by which it may be opened. */
export interface Fresh {
  adminUrl: string;
  ownerUrl: string;
  loginUrl: string;
  drop(): Promise<void>;
}

/** Makes a database: migrated, or empty with `empty`. */
export async function freshDatabase({ empty = false } = {}): Promise<Fresh> {
  const roles = inject('roles');
  const name = `linli_${newId().replaceAll('-', '')}`;
  const from = empty ? 'template1' : roles.template;
  await asAdmin(roles.adminUrl, (client) =>
    client.unsafe(`create database ${name} template ${from} owner ${roles.owner}`)
  );
  const admin = new URL(roles.adminUrl);
  admin.pathname = `/${name}`;
  return {
    adminUrl: admin.href,
    ownerUrl: urlOf(roles, name, roles.owner),
    loginUrl: urlOf(roles, name, roles.login),
    drop: async () => {
      await asAdmin(roles.adminUrl, (client) =>
        client.unsafe(`drop database ${name} with (force)`)
      );
    }
  };
}

/** A migrated database on a real server, opened as the app opens it; `close` also drops it. */
export async function openFreshPostgres(max = 10): Promise<Database & { fresh: Fresh }> {
  const fresh = await freshDatabase();
  const db = await openPostgres(fresh.loginUrl, { ownerUrl: fresh.ownerUrl, max });
  return {
    ...db,
    fresh,
    close: async () => {
      await db.close();
      await fresh.drop();
    }
  };
}
