import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that deductions refuse. */
export const deductionRefusals: RefusalWords = {
  deductions_off: () => m.deductions_refused_off(),
  deduction_unknown: () => m.deductions_refused_unknown(),
  deduction_near: () => m.deductions_refused_near(),
  deduction_no_household: () => m.deductions_refused_no_household(),
  deduction_same_officer: () => m.deductions_refused_same_officer(),
  deduction_decided: () => m.deductions_refused_decided(),
  deduction_over: () => m.deductions_refused_over(),
  deduction_objected: () => m.deductions_refused_objected(),
  deduction_not_objected: () => m.deductions_refused_not_objected()
};
