import { m } from '../paraglide/messages';
import type { FormProblem, ProblemCode } from './fields';

const WORDS: Record<ProblemCode, () => string> = {
  missing: m.rulemaking_problem_missing,
  number: m.rulemaking_problem_number,
  whole: m.rulemaking_problem_whole,
  points: m.rulemaking_problem_points,
  quantity: m.rulemaking_problem_quantity,
  factor: m.rulemaking_problem_factor,
  date: m.rulemaking_problem_date,
  choice: m.rulemaking_problem_choice
};

/** What is wrong with a field and what to do, in the language of the page. */
export const problemWords = ({ code }: FormProblem): string => WORDS[code]();
