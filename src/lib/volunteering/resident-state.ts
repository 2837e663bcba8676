import { checkInWindow, phaseOf, type Span } from '../door/window';

/** What a resident can do with a shift now, from which the page takes its one main button. */
export type ResidentState =
  | 'cancelled'
  | 'confirmed'
  | 'left'
  | 'here'
  | 'served'
  | 'door-open'
  | 'missed'
  | 'signed-up'
  | 'waiting'
  | 'free'
  | 'full'
  | 'started'
  | 'over';

export interface ResidentView extends Span {
  cancelled: boolean;
  mine: 'none' | 'place' | 'waiting';
  taken: number;
  capacity: number;
  arrivedAt: Date | null;
  leftAt: Date | null;
  confirmed: object | null;
}

export function residentState(shift: ResidentView, now: Date): ResidentState {
  if (shift.confirmed) return 'confirmed';
  const phase = phaseOf(shift, now);
  if (phase === 'cancelled') return 'cancelled';
  const { opens, closes } = checkInWindow(shift);
  if (shift.leftAt) return 'left';
  if (shift.arrivedAt) return now <= closes ? 'here' : 'served';
  if (shift.mine === 'place') {
    if (now < opens) return 'signed-up';
    return now <= closes ? 'door-open' : 'missed';
  }
  if (phase === 'over') return 'over';
  if (phase === 'running') return 'started';
  if (shift.mine === 'waiting') return 'waiting';
  return shift.taken < shift.capacity ? 'free' : 'full';
}
