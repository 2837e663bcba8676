/**
 * How an arrival came to be known, the strongest first: the code was scanned that changes on the
 * phone of whoever is in charge, they saw the person, the poster was scanned, its digits were typed,
 * or a phone said so long afterwards, by its own time.
 */
export const CHECK_IN_EVIDENCE = ['live', 'coordinator', 'poster', 'code', 'late'] as const;
export type CheckInEvidence = (typeof CHECK_IN_EVIDENCE)[number];
