import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

export const ruleRefusals: RefusalWords = {
  rule_set_invalid: ({ path, message }) =>
    m.rules_refused_rule_set_invalid({ path: String(path), message: String(message) }),
  rule_set_backdated: () => m.rules_refused_rule_set_backdated(),
  rule_set_overtaken: () => m.rules_refused_rule_set_overtaken(),
  rule_deductions_without_vote: () => m.rules_refused_deductions_without_vote()
};
