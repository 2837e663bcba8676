import type { RuleSet } from '../model';
import { BAIYANG_VILLAGE_2019 } from './baiyang-village-2019';
import { HOUSEHOLD_SCHEME_HONOURS } from './household-scheme-honours';
import { SHUANGGANG_COMMUNITY_2025 } from './shuanggang-community-2025';

/** The rule sets that come with Linli, by the name under which one is chosen for a new community. */
export const TEMPLATES: ReadonlyMap<string, RuleSet> = new Map([
  ['baiyang-village-2019', BAIYANG_VILLAGE_2019],
  ['shuanggang-community-2025', SHUANGGANG_COMMUNITY_2025],
  ['household-scheme-honours', HOUSEHOLD_SCHEME_HONOURS]
]);

/** Points of the household, with three days of public notice. */
export const DEFAULT_TEMPLATE = 'baiyang-village-2019';
