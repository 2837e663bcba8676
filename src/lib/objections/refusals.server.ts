import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that objections refuse. */
export const objectionRefusals: RefusalWords = {
  not_under_notice: () => m.objections_refused_not_under_notice(),
  already_objected: () => m.objections_refused_already_objected(),
  objection_decided: () => m.objections_refused_decided(),
  no_open_objection: () => m.objections_refused_none_open(),
  objection_upheld: ({ name = '' }) => m.objections_refused_upheld({ name }),
  objection_own: () => m.objections_refused_own(),
  objection_same_household: () => m.objections_refused_same_household(),
  objection_helped: () => m.objections_refused_helped()
};
