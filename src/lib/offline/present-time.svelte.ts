import { onMount } from 'svelte';

const MINUTE_MS = 60_000;

/**
 * The server's time as it goes on while a page is open, so that a door that opens meanwhile is seen
 * to be open. On a page from the phone's copy, whose time is long past, the phone's clock counts.
 * For showing only: the server decides.
 * @param served the time at which the server made the page; read again when the data is renewed
 */
export function presentTime(served: () => Date): { readonly now: Date } {
  let passed = $state.raw<{ of: Date; ms: number } | null>(null);
  let since: { of: Date; at: number } | null = null;

  function tick() {
    const of = served();
    if (since?.of !== of)
      since = { of, at: since === null && isCopy() ? of.getTime() : Date.now() };
    passed = { of, ms: Math.max(0, Date.now() - since.at) };
  }

  onMount(() => {
    tick();
    const minutes = setInterval(tick, MINUTE_MS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(minutes);
      document.removeEventListener('visibilitychange', tick);
    };
  });

  return {
    get now() {
      const of = served();
      return passed?.of === of ? new Date(of.getTime() + passed.ms) : of;
    }
  };
}

const isCopy = (): boolean => document.documentElement.dataset.kept !== undefined;
