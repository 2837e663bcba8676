/** Rows in their order under the words for their day; rows of a day stand together already. */
export function byDay<Row>(
  rows: readonly Row[],
  wordsOf: (row: Row) => string
): { day: string; rows: Row[] }[] {
  const days: { day: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const day = wordsOf(row);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
