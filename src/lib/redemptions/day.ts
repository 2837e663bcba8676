import { isOpen, nextOpening } from '../rules/redemption';
import type { Redemption } from '../rules/model';

/** Whether points may be redeemed on a civil date, and until when, or when next; no dates: always. */
export interface RedemptionDay {
  isOpen: boolean;
  next: { from: string; until: string } | null;
}

export function redemptionDay(redemption: Redemption | undefined, today: string): RedemptionDay {
  if (!redemption) return { isOpen: true, next: null };
  return { isOpen: isOpen(redemption, today), next: nextOpening(redemption, today) };
}
