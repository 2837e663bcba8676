import { residentView } from '$lib/app/resident-view.server';
import { standingOf } from '$lib/app/standing.server';

export const load = async (event) => residentView(event, await standingOf(event));
