import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that events and rooms refuse. */
export const eventRefusals: RefusalWords = {
  already_registered: ({ names = '' }) => m.events_refused_already_registered({ names }),
  not_registered: () => m.events_refused_not_registered(),
  event_full: () => m.events_refused_full(),
  event_too_few_places: ({ left = 0 }) => m.events_refused_too_few_places({ left }),
  group_too_large: ({ most = 0 }) => m.events_refused_group_too_large({ most }),
  event_full_at_door: () => m.events_refused_full_at_door(),
  event_still_waiting: () => m.events_refused_still_waiting(),
  event_over: () => m.events_refused_over(),
  event_cancelled: () => m.events_refused_cancelled(),
  already_arrived: () => m.events_refused_already_arrived(),
  event_date_wrong: () => m.events_refused_date_wrong(),
  event_overnight: () => m.events_refused_overnight(),
  event_in_past: () => m.events_refused_in_past(),
  event_not_over: () => m.events_refused_not_over(),
  event_has_attendance: () => m.events_refused_has_attendance(),
  capacity_above_room: ({ most = 0 }) => m.events_refused_capacity_above_room({ most }),
  capacity_below_registered: ({ taken = 0 }) => m.events_refused_capacity_below({ taken }),
  room_taken: ({ title = '', when = '' }) => m.events_refused_room_taken({ title, when }),
  room_retired: () => m.events_refused_room_retired(),
  room_name_taken: () => m.events_refused_room_name_taken(),
  room_too_small: ({ seats = 0 }) => m.events_refused_room_too_small({ seats }),
  room_in_use: ({ count = 0 }) => m.events_refused_room_in_use({ count }),
  not_on_list: () => m.events_refused_not_on_list(),
  own_attendance: ({ name = '' }) => m.events_refused_own_attendance({ name }),
  attendance_known: ({ name = '' }) => m.events_refused_attendance_known({ name }),
  attendance_unknown: () => m.events_refused_attendance_unknown(),
  attendance_withdrawn: ({ name = '' }) => m.events_refused_attendance_withdrawn({ name }),
  attendance_changed: () => m.events_refused_attendance_changed(),
  attendance_minutes_wrong: ({ most = 0 }) => m.events_refused_minutes_wrong({ most })
};
