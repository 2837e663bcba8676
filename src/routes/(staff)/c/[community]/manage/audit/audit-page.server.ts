import { sayRefusal } from '$lib/app/commands.server';
import type { AuditEntry, AuditFilter } from '$lib/communities/audit.server';
import { commandWord } from '$lib/grids/command-words.server';
import { addDays, instantOf, isCivilDate } from '$lib/shared/civil-time';
import { m } from '$lib/paraglide/messages';
import { isRefused } from '$lib/shared/result';

const WAITED_MS = 2 * 60_000;

/** The filter of the audit log as it stands in the address; a day counts in the community's time. */
export function readAuditFilter(params: URLSearchParams, timeZone: string): AuditFilter {
  const day = params.get('day') ?? '';
  const isDay = isCivilDate(day);
  return {
    q: (params.get('q') ?? '').slice(0, 60),
    command: (params.get('command') ?? '').slice(0, 64),
    result: (['done', 'refused'] as const).find((one) => one === params.get('result')) ?? '',
    from: isDay ? new Date(instantOf(day, timeZone)) : null,
    until: isDay ? new Date(instantOf(addDays(day, 1), timeZone)) : null
  };
}

/** An entry in words: who did what, for whom, and what became of it. */
export function describeEntry({ key, at, name, outcome, actor, behalf, phoneAt }: AuditEntry) {
  const who = actor ?? m.manage_audit_somebody();
  return {
    key,
    at,
    /** The phone's time, when the act had waited there for a network. */
    phoneAt: phoneAt && at.getTime() - phoneAt.getTime() > WAITED_MS ? phoneAt : null,
    did: commandWord(name),
    who: behalf ? m.manage_audit_on_behalf({ helper: who, person: behalf }) : who,
    refused: isRefused(outcome) ? sayRefusal(outcome.refused, outcome.params) : null
  };
}
