import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { inLocale } from './amounts';
import { civilDateWords } from '../ui/words';

/** Words for everything that handing out for points refuses. */
export const redemptionRefusals: RefusalWords = {
  redemption_no_rules: () => m.redemptions_refused_no_rules(),
  redemption_no_account: ({ name = '' }) => m.redemptions_refused_no_account({ name }),
  redemption_closed: ({ from = '', until = '' }) =>
    m.redemptions_refused_closed({ from: dateOf(from), until: dateOf(until) }),
  redemption_amount: ({ smallest_unit }) =>
    m.redemptions_refused_amount({ step: STEPS[String(smallest_unit)] ?? '1' }),
  redemption_below_least: (params) =>
    m.redemptions_refused_below_least({ least: inLocale(params) }),
  redemption_short: ({ name = '', ...params }) =>
    m.redemptions_refused_short({ name, amount: inLocale(params) }),
  redemption_returned: () => m.redemptions_refused_returned()
};

const STEPS: Record<string, string> = { '1': '1', '1/2': '0.5', '1/10': '0.1' };

const dateOf = (date: string | number): string => civilDateWords(String(date), getLocale());
