import { assert } from '../shared/result';
import type { Award, Fact } from './award';
import { mergeAwards, startFold } from './fold';
import type { KnownFact } from './history.server';
import type { RuleTimeline } from './model';
import { settlementOf, type Settlement } from './settle.server';

/** What every fact of the circle is worth when all are judged again in their order. */
export function refold(timeline: RuleTimeline, known: KnownFact[]): Settlement[] {
  const fold = startFold(timeline);
  const final = new Map<string, Award[]>();
  for (const { fact, withdrawn } of known) {
    if (withdrawn) final.set(fact.id, []);
    else mergeAwards(final, fact, fold.accept(fact));
  }
  return known.flatMap(({ fact, standing }) => {
    const now = final.get(fact.id) ?? [];
    const gone = standing.filter(({ rule_id }) => !now.some((award) => award.rule_id === rule_id));
    return [
      ...now.map((award) => settlementOf(fact, award)),
      ...gone.map((award) => withoutAward(timeline, fact, award))
    ];
  });
}

function withoutAward(
  timeline: RuleTimeline,
  fact: Fact,
  { rule_id, version }: KnownFact['standing'][number]
): Settlement {
  const found = timeline.versions.find((each) => each.version === version);
  assert(found, `version ${version} is in the timeline`);
  const { account } = found.rule_set;
  return { fact, rule_id, version, account, points: 0, receipt: { kind: 'taken_back' } };
}
