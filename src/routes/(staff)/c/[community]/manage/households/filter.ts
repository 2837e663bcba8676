import type { HouseholdFilter } from '$lib/grids/households.server';

const STATES = ['joined', 'not_joined', 'no_card'] as const;

/** The filter of the household list as it stands in the address. */
export function readHouseholdFilter(
  params: URLSearchParams,
  within: readonly string[] | null
): HouseholdFilter {
  const state = STATES.find((one) => one === params.get('state')) ?? '';
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    grid: params.get('grid') ?? '',
    building: '',
    state,
    within
  };
}

/** The address of a list with some parameters changed; null takes one away. */
export function addressWith(url: URL, changes: Record<string, string | null>, path = ''): string {
  const params = new URLSearchParams(url.searchParams);
  for (const name of ['done', 'after', 'before']) params.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return (path || url.pathname) + (query ? `?${query}` : '');
}
