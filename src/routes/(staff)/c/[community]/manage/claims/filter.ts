import type { ClaimFilter } from '$lib/claims/read.server';

export const STATES = ['waiting', 'asked', 'approved', 'declined', 'withdrawn', 'revoked'] as const;

/** The filter of the reviewers' list as it stands in the address: what waits unless said otherwise. */
export function readClaimFilter(
  params: URLSearchParams,
  within: readonly string[] | null
): ClaimFilter {
  const asked = params.get('state');
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    state: asked === 'all' ? '' : (STATES.find((one) => one === asked) ?? 'waiting'),
    activity: (params.get('activity') ?? '').slice(0, 64),
    within
  };
}
