import { readRoster } from '$lib/volunteering/roster.server';
import { error } from '@sveltejs/kit';
import { withLedShift } from '../../led.server';

/** The roster as a sheet to sign, with lines left for those who come unannounced. */
export const load = (event) =>
  withLedShift(event, async (tx, { community, shift }) => {
    const roster = await readRoster(tx, community.id, shift.id);
    if (!roster) error(404);
    return { shift, rows: roster.rows };
  });
