import { m } from '../paraglide/messages';
import { countDifferences, type Difference } from './compare';

/** Words beside a comparison: what stands left and right, and what the marks mean. */
export const differenceWords = (older: string, newer: string) => ({
  older,
  newer,
  none: m.compacts_not_in_it(),
  kinds: {
    added: m.compacts_kind_added(),
    removed: m.compacts_kind_removed(),
    changed: m.compacts_kind_changed(),
    moved: m.compacts_kind_moved()
  }
});

/** 改动 3 条,新增 1 条; the words for none when nothing differs. */
export function differenceSummary(differences: readonly Difference[]): string {
  const { added, removed, changed, moved } = countDifferences(differences);
  const parts = [
    changed > 0 ? m.compacts_count_changed({ count: changed }) : '',
    added > 0 ? m.compacts_count_added({ count: added }) : '',
    removed > 0 ? m.compacts_count_removed({ count: removed }) : '',
    moved > 0 ? m.compacts_count_moved({ count: moved }) : ''
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(m.compacts_comma()) : m.compacts_no_differences();
}

export const withoutSame = (differences: readonly Difference[]): Difference[] =>
  differences.filter(({ kind }) => kind !== 'same');
