import { m } from '$lib/paraglide/messages';
import { withdrawEntry } from './outbox.svelte';
import { tell } from './told.svelte';

/** Takes a waiting command back and says whether that was still possible. */
export async function takeBack(key: string): Promise<void> {
  const withdrawn = await withdrawEntry(key);
  if (withdrawn) tell({ tone: 'success', text: m.offline_withdrawn() });
  else tell({ tone: 'warn', text: m.offline_withdraw_late() });
}
