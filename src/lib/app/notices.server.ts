import type { Person } from '../communities/standing.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import type { Posted } from '../objections/notice-board.server';
import { readRulesInForce } from '../rules/read.server';
import { inPoints } from '../rules/scale';
import { inWords, type RuleLocale } from '../rules/words';
import { maskName } from '../ui/masked';
import { factTitle } from './fact-title';

/** A line of the notice board: whose points, without the whole name. */
export interface NoticeLine {
  factId: string;
  title: string;
  name: string;
  isOwn: boolean;
  occurredAt: Date;
  points: number;
  until: Date;
  held: boolean;
}

/** How the community writes points and names what was done, now. */
export async function readScale(tx: Sql, communityId: string, now: Date, locale: RuleLocale) {
  const rules = (await readRulesInForce(tx, communityId, now))?.rule_set;
  return {
    unit: inWords(rules?.unit_name ?? { zh: '分', en: 'points' }, locale),
    smallestUnit: rules?.smallest_unit ?? ('1' as const),
    noticeDays: rules?.notice_days ?? 0,
    titleOf: (title: string) => factTitle(title, rules?.activities ?? [], locale)
  };
}

/**
 * Why nothing stands on the board: all of it is posted, or the rules in force have no notice. Then
 * the board stays empty: nothing about a person is published that the rules do not ask for.
 */
export const noneWords = ({ noticeDays }: { noticeDays: number }) =>
  noticeDays > 0
    ? { title: m.objections_board_none(), text: m.objections_board_none_text() }
    : { title: m.objections_board_at_once(), text: m.objections_board_at_once_text() };

/** Names stay masked for everybody, also on paper; one's own household knows its lines again. */
export const noticeLine = (
  posted: Posted,
  viewer: Pick<Person, 'id' | 'household_id'> | null,
  { smallestUnit, titleOf }: Pick<Awaited<ReturnType<typeof readScale>>, 'smallestUnit' | 'titleOf'>
): NoticeLine => ({
  factId: posted.factId,
  title: titleOf(posted.title),
  name: maskName(posted.memberName),
  isOwn:
    viewer !== null &&
    (posted.memberId === viewer.id || posted.householdId === viewer.household_id),
  occurredAt: posted.occurredAt,
  points: inPoints(posted.points, smallestUnit),
  until: posted.until,
  held: posted.held
});
