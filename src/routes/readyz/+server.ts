import { readiness } from '$lib/app/readiness.server';
import { json } from '@sveltejs/kit';

/** For the proxy and the supervisor: whether this process can serve, said within a second. */
export const GET = async ({ locals }) => {
  const { db, demo } = locals.app;
  const found = await readiness(db);
  if (found === 'unanswered') return json({ ready: false }, { status: 503 });
  const migrated = found === 'migrated';
  return json({ ready: migrated, migrated, demo: demo.state }, { status: migrated ? 200 : 503 });
};
