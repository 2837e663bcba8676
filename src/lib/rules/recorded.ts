import { m } from '../paraglide/messages';
import type { Attribute, Words } from './model';

/**
 * What the product itself says of the facts that it records (decision 0019). An activity that
 * declares an attribute with one of these ids is asked nothing: it gets what was recorded.
 */
export const RECORDED_ATTRIBUTES = ['team', 'evidence'] as const;
export type RecordedAttribute = (typeof RECORDED_ATTRIBUTES)[number];

/**
 * How it is known that somebody was there: the poster was scanned, the code typed, whoever is in
 * charge saw them, or said so only when it was over; a claim was reviewed; the changing code of
 * whoever is in charge was scanned; or a phone said so long afterwards.
 */
export const EVIDENCE = [
  'poster',
  'code',
  'coordinator',
  'later',
  'claim',
  'live',
  'late'
] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const isRecorded = (id: string): id is RecordedAttribute =>
  RECORDED_ATTRIBUTES.some((each) => each === id);

/** The evidence of an arrival; the word of whoever is in charge after the end is one given later. */
export const evidenceOf = (
  { evidence, recorded_at }: { evidence: Exclude<Evidence, 'later' | 'claim'>; recorded_at: Date },
  endsAt: Date
): Evidence => (evidence === 'coordinator' && recorded_at >= endsAt ? 'later' : evidence);

/** The attribute with which an activity declares how it is known that somebody was there. */
export const evidenceAttribute = (): Attribute => ({
  id: 'evidence',
  kind: 'choice',
  name: both(m.rules_recorded_evidence),
  options: EVIDENCE.map((value) => ({ value, name: both(EVIDENCE_WORDS[value]) }))
});

/** The attribute with which an activity declares for which team it was; teams by their ids. */
export const teamAttribute = (teams: { id: string; name: string }[]): Attribute => ({
  id: 'team',
  kind: 'choice',
  name: both(m.rules_recorded_team),
  options: teams.map(({ id, name }) => ({ value: id, name: { zh: name } }))
});

const EVIDENCE_WORDS: Record<Evidence, Say> = {
  poster: m.rules_evidence_poster,
  code: m.rules_evidence_code,
  coordinator: m.rules_evidence_coordinator,
  later: m.rules_evidence_later,
  claim: m.rules_evidence_claim,
  live: m.rules_evidence_live,
  late: m.rules_evidence_late
};

type Say = (inputs: Record<string, never>, options: { locale: 'zh' | 'en' }) => string;

const both = (say: Say): Words => ({
  zh: say({}, { locale: 'zh' }),
  en: say({}, { locale: 'en' })
});
