import { accountRefusals } from '../accounts/refusals.server';
import { claimRefusals } from '../claims/refusals.server';
import { claimCommands } from '../claims/review.server';
import type { Command, RefusalWords, Said } from '../commands/command.server';
import { commandRefusals } from '../commands/refusals.server';
import { communityCommands } from '../communities/commands.server';
import { communityRefusals } from '../communities/refusals.server';
import { compactsCommands } from '../compacts/commands.server';
import { compactsRefusals } from '../compacts/refusals.server';
import { deductionCommands } from '../deductions/deductions.server';
import { deductionRefusals } from '../deductions/refusals.server';
import { doorRefusals } from '../door/refusals.server';
import { eventCommands } from '../events/commands.server';
import { eventRefusals } from '../events/refusals.server';
import { commandWord } from '../grids/command-words.server';
import { gridCommands } from '../grids/commands.server';
import { gridRefusals } from '../grids/refusals.server';
import { objectionCommands } from '../objections/objections.server';
import { objectionRefusals } from '../objections/refusals.server';
import { redemptionCommands } from '../redemptions/commands.server';
import { redemptionRefusals } from '../redemptions/refusals.server';
import { rulemakingCommands } from '../rulemaking/commands.server';
import { rulemakingRefusals } from '../rulemaking/refusals.server';
import { publishRuleSet } from '../rules/publish.server';
import { ruleRefusals } from '../rules/refusals.server';
import { isRefused, type Outcome } from '../shared/result';
import { m } from '../paraglide/messages';
import { checkInByCode } from './check-in.server';
import { volunteeringCommands } from '../volunteering/commands.server';
import { volunteeringRefusals } from '../volunteering/refusals.server';

/** Every command that a phone or a form may send, by name. Features add theirs here. */
const all: Command[] = [
  ...communityCommands,
  ...gridCommands,
  ...rulemakingCommands,
  ...objectionCommands,
  ...redemptionCommands,
  ...deductionCommands,
  ...claimCommands,
  checkInByCode,
  ...volunteeringCommands,
  ...compactsCommands,
  ...eventCommands
];

const refusals: RefusalWords = Object.assign(
  {},
  commandRefusals,
  accountRefusals,
  communityRefusals,
  gridRefusals,
  ruleRefusals,
  rulemakingRefusals,
  objectionRefusals,
  redemptionRefusals,
  deductionRefusals,
  claimRefusals,
  doorRefusals,
  volunteeringRefusals,
  compactsRefusals,
  eventRefusals
);

const byName = new Map(all.map((command) => [command.name, command]));

/** The names of all commands. */
export const commandNames = (): string[] => [...byName.keys()];

/** Done by founding alone: nobody sends it, because rules that change are decided on by two people. */
const FOUNDING = [publishRuleSet.name];

/** Every command with its words, to choose one of in the audit log. */
export const commandChoices = (): { value: string; label: string }[] =>
  [...commandNames(), ...FOUNDING].map((name) => ({ value: name, label: commandWord(name) }));

export const findCommand = (name: string): Command | undefined => byName.get(name);

export interface SaidOutcome extends Said {
  tone: 'success' | 'warn';
  /** The field that was refused, if it was one. */
  field?: string;
}

/** The words for an outcome, in the language of the request. */
export function sayOutcome(name: string, outcome: Outcome): SaidOutcome {
  if (isRefused(outcome)) {
    const { field } = outcome.params ?? {};
    const text = sayRefusal(outcome.refused, outcome.params);
    return { tone: 'warn', text, ...(field && { field: String(field) }) };
  }
  const command = findCommand(name);
  return { tone: 'success', ...(command ? command.done(outcome) : { text: m.commands_done() }) };
}

export const sayRefusal = (code: string, params: Record<string, string | number> = {}): string =>
  refusals[code]?.(params) ?? m.commands_refused_unknown();
