import { officer } from '../communities/authority.server';
import { DUTIES } from '../grids/duties';

/** Somebody who plans events and runs their doors: the committee and the front desk. */
export const organiser = officer(...DUTIES.runEvents);

/** Somebody who keeps the list of rooms. */
export const roomKeeper = officer(...DUTIES.keepRooms);
