import { isMigrated } from '$lib/db/migrate.server';
import { guardRole } from '$lib/db/role.server';
import { json } from '@sveltejs/kit';

/** The database answers, has this build's migrations, and cannot bypass row-level security. */
export const GET = async ({ locals }) => {
  const { db, demo } = locals.app;
  try {
    await guardRole(db);
    const migrated = await isMigrated(db.sql);
    return json({ ready: migrated, migrated, demo: demo.state }, { status: migrated ? 200 : 503 });
  } catch {
    return json({ ready: false }, { status: 503 });
  }
};
