/** How an arrival came to be known: the poster was scanned, the code typed, or somebody in charge saw. */
export const CHECK_IN_EVIDENCE = ['poster', 'code', 'coordinator'] as const;
export type CheckInEvidence = (typeof CHECK_IN_EVIDENCE)[number];
