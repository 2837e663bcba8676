/** What the rules count of somebody's presence: its minutes, or one for activities that count times. */
export function countedQuantity(unit: 'times' | 'minutes' | 'pieces', minutes: number): number {
  if (unit === 'minutes') return minutes;
  return minutes > 0 ? 1 : 0;
}
