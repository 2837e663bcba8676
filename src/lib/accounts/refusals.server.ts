import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for what signing in refuses. */
export const accountRefusals: RefusalWords = {
  phone_invalid: () => m.accounts_refused_phone_invalid(),
  code_wrong: ({ left }) => m.accounts_refused_code_wrong({ left: left ?? 0 }),
  code_expired: () => m.accounts_refused_code_expired(),
  code_used_up: () => m.accounts_refused_code_used_up(),
  code_missing: () => m.accounts_refused_code_missing(),
  too_often: ({ minutes }) => m.accounts_refused_too_often({ minutes: minutes ?? 1 }),
  sms_not_configured: () => m.accounts_refused_sms_not_configured(),
  sms_not_delivered: () => m.accounts_refused_sms_not_delivered(),
  password_wrong: () => m.accounts_refused_password_wrong(),
  password_short: ({ least }) => m.accounts_refused_password_short({ least: least ?? 15 }),
  password_long: () => m.accounts_refused_password_long(),
  password_differs: () => m.accounts_refused_password_differs()
};
