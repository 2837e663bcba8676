import type { ImportPlan } from '$lib/grids/roster-diff';
import { rosterFieldName } from '$lib/grids/roster-words';
import { m } from '$lib/paraglide/messages';

/** One row of an import that changes a household: 第 12 行：人口 2 → 3. */
export function describeChanges(
  { row, changes }: ImportPlan['update'][number],
  locale: 'zh' | 'en'
): string {
  const words = Object.entries(changes).map(([detail, change]) => {
    // The ids of grids say nothing to a person.
    if (detail === 'grid_id') return m.grids_import_change_grid({}, { locale });
    const field = rosterFieldName(detail as 'head_name' | 'people' | 'note', locale);
    const from = String(change.from ?? '') || m.grids_roster_value_empty({}, { locale });
    return m.grids_import_change({ field, from, to: String(change.to ?? '') }, { locale });
  });
  const changed = words.join(m.grids_roster_fault_separator({}, { locale }));
  return m.grids_import_change_row({ row, changed }, { locale });
}
