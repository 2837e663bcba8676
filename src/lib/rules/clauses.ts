import type { RuleSet } from './model';
import { capSentence, pointsLifeText, ruleSentence } from './sentence';
import type { RuleLocale } from './words';

/** A clause as the public page shows it. */
export interface Clause {
  clause: string;
  sentence: string;
  /** Ids for links to this clause and to the limits that its sentence says; each once on a page. */
  anchors: string[];
}

/** What gives points, which common limits there are, and what becomes of points, in their order. */
export interface Clauses {
  rules: Clause[];
  caps: Clause[];
  life: Clause[];
}

/** The whole rule set in clauses that may be linked to. */
export function clausesOf(ruleSet: RuleSet, locale: RuleLocale): Clauses {
  const taken = new Set<string>();
  const anchored = (sentence: string, [clause = '', ...further]: string[]): Clause => {
    const ids = [clause, ...further].map(clauseAnchor);
    const anchors = ids.filter((id, index) => !taken.has(id) && ids.indexOf(id) === index);
    for (const id of anchors) taken.add(id);
    return { clause, sentence, anchors };
  };
  const { rules, caps } = ruleSet;
  return {
    rules: rules.map((rule) => {
      const own = caps.filter(({ over }) => over.kind === 'rule' && over.rule === rule.id);
      const clauses = [rule.clause, ...own.map(({ clause }) => clause)];
      return anchored(ruleSentence(rule, ruleSet, locale), clauses);
    }),
    caps: caps
      .filter(({ over }) => over.kind !== 'rule')
      .map((cap) => anchored(capSentence(cap, ruleSet, locale), [cap.clause])),
    life: pointsLifeText(ruleSet, locale).map(({ clause, sentence }) =>
      anchored(sentence, [clause])
    )
  };
}

/** The id under which a clause stands on the page of the rules. */
export const clauseAnchor = (clause: string): string =>
  `clause-${clause.replace(/[^\p{L}\p{N}.]+/gu, '-')}`;

/** Those whose number or words hold every word of the query; all for an empty one. */
export function searchClauses(list: Clause[], query: string): Clause[] {
  const asked = folded(query).split(/\s+/).filter(Boolean);
  return list.filter(({ clause, sentence }) => {
    const text = folded(`${clause} ${sentence}`);
    return asked.every((word) => text.includes(word));
  });
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
