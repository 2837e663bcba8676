import type { DeductionItem, RuleSet } from '../rules/model';
import { english } from './activity-fields';
import type { Fields, Reader } from './fields';
import { pointsField } from './figures';

/** The list of deductions as the fields of its card. */
export const deductionFields = ({ deductions, smallest_unit }: RuleSet): Fields =>
  Object.assign(
    { vote: deductions?.vote ?? '' },
    ...(deductions?.items ?? []).map(({ id, clause, name, points }, at) => ({
      [`deduction_${at}_id`]: id,
      [`deduction_${at}_clause`]: clause,
      [`deduction_${at}_name`]: name.zh,
      [`deduction_${at}_name_en`]: name.en ?? '',
      [`deduction_${at}_points`]: pointsField(points, smallest_unit)
    }))
  );

/**
 * The rule set with the list that the card says: without a line there are no deductions. A line
 * without words is no line.
 * @param fresh makes the ids of lines that are added
 */
export function withDeductions(reader: Reader, ruleSet: RuleSet, fresh: string): RuleSet {
  const { deductions: _, ...rest } = ruleSet;
  const { fields } = reader;
  const items = reader
    .count('deduction', 'name')
    .filter((at) => fields[`deduction_${at}_name`]?.trim())
    .map((at): DeductionItem => {
      const place = `deduction_${at}`;
      const points = reader.points(`${place}_points`, ruleSet.smallest_unit);
      if (points === 0) reader.report(`${place}_points`, 'points');
      return {
        id: fields[`${place}_id`] || `deduction-${fresh}-${at}`,
        clause: reader.text(`${place}_clause`),
        name: { zh: reader.text(`${place}_name`), ...english(fields[`${place}_name_en`]) },
        points
      };
    });
  if (items.length === 0) return rest;
  return { ...rest, deductions: { ...(fields.vote && { vote: fields.vote }), items } };
}
