import { readOverview } from '$lib/app/overview.server';

export const load = (event) => readOverview(event);
