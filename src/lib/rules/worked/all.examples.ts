import { bandsWithExactBorders } from './bands.examples';
import { cooldowns } from './cooldowns.examples';
import { factors } from './factors.examples';
import { holdersAndMeasures } from './holders.examples';
import { householdCap } from './household-cap.examples';
import { means } from './means.examples';
import { periodBorders } from './period-borders.examples';
import { mostOfAnOccasion, roundingOfHalfHours } from './rounding.examples';
import { stacking } from './stacking.examples';
import { versions } from './versions.examples';
import type { WorkedExample } from './example.examples';

/** More than two hundred, each worked out by hand from the words of its rule. */
export const WORKED_EXAMPLES: WorkedExample[] = [
  ...roundingOfHalfHours(),
  ...mostOfAnOccasion(),
  ...bandsWithExactBorders(),
  ...householdCap(),
  ...periodBorders(),
  ...holdersAndMeasures(),
  ...cooldowns(),
  ...factors(),
  ...means(),
  ...stacking(),
  ...versions()
];
