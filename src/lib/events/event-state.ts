import { checkInWindow, phaseOf, type Phase, type Span } from '../door/window';

interface Person {
  state: 'none' | 'place' | 'waiting';
  position: number | null;
  arrivedAt: Date | null;
  factId: string | null;
}

/** What a household can do with an event now, from which the page takes its forms. */
export interface EventState<One extends Person> {
  phase: Phase;
  /** With a place or waiting. */
  registered: One[];
  /** Could still be registered. */
  others: One[];
  /** With a place, not yet arrived, while the door is open. */
  atDoor: One[];
  /** Registered, and could still cancel. */
  leaving: One[];
  /** Came, or had a place when the door closed, and nothing is confirmed. */
  missed: boolean;
  /** Places that are left for `others`. */
  left: number;
}

/**
 * @param mayEnterLate the poster was scanned: whether its time counts, the server decides
 */
export function eventState<One extends Person>(
  event: Span & { cancelled: boolean; taken: number; capacity: number },
  party: readonly One[],
  now: Date,
  mayEnterLate = false
): EventState<One> {
  const phase = phaseOf(event, now);
  const { opens, closes } = checkInWindow(event);
  const registered = party.filter(({ state }) => state !== 'none');
  const absent = registered.filter(({ arrivedAt, factId }) => !arrivedAt && !factId);
  const placed = absent.filter(({ state }) => state === 'place');
  const isCancelled = phase === 'cancelled';
  const doorOpen = !isCancelled && ((now >= opens && now <= closes) || mayEnterLate);
  const isClosed = isCancelled || phase === 'over';
  return {
    phase,
    registered,
    others: isClosed ? [] : party.filter(({ state }) => state === 'none'),
    atDoor: doorOpen ? placed : [],
    leaving: isClosed ? [] : absent,
    missed: !isCancelled && now > closes && !mayEnterLate && placed.length > 0,
    left: event.capacity - event.taken
  };
}
