import type { Office } from '$lib/communities/tables.server';
import { hasDuty, type Duty } from '$lib/grids/duties';
import { m } from '$lib/paraglide/messages';
import type { ManageItem } from '$lib/ui/ManageNav.svelte';

type Item = ManageItem & { duty?: Duty };

interface Waiting {
  claims: number;
  objections: number;
  deductions: number;
}

/**
 * The navigation of the committee's side: what the holder of these offices may open.
 * @param deducts whether deductions concern the community
 * @param waiting how much waits for the officer
 */
export function manageItems(
  slug: string,
  offices: readonly Office[],
  { deducts, waiting }: { deducts: boolean; waiting: Waiting }
): ManageItem[] {
  const base = `/c/${slug}/manage`;
  const held = offices.map((office) => ({ office }));
  const all: Item[] = [
    { href: base, label: m.manage_overview(), icon: 'home' },
    { href: `${base}/shifts`, label: m.manage_shifts(), icon: 'calendar', duty: 'runShifts' },
    { href: `${base}/events`, label: m.manage_events(), icon: 'calendar', duty: 'runEvents' },
    { href: `${base}/teams`, label: m.manage_teams(), icon: 'team', duty: 'runShifts' },
    {
      href: `${base}/claims`,
      label: m.manage_claims(),
      icon: 'edit',
      duty: 'reviewClaims',
      count: waiting.claims
    },
    {
      href: `${base}/objections`,
      label: m.manage_objections(),
      icon: 'warning',
      duty: 'decideObjections',
      count: waiting.objections
    },
    ...(deducts ? [deductionsItem(base, waiting.deductions)] : []),
    {
      href: `${base}/notice-board`,
      label: m.manage_notice_board(),
      icon: 'bell',
      duty: 'postNotices'
    },
    {
      href: `${base}/redemptions`,
      label: m.redemptions_title(),
      icon: 'points',
      duty: 'handOut'
    },
    {
      href: `${base}/households`,
      label: m.manage_nav_households(),
      icon: 'family',
      duty: 'readHouseholds'
    },
    { href: `${base}/grids`, label: m.manage_grids(), icon: 'grid', duty: 'keepGrids' },
    { href: `${base}/people`, label: m.manage_people(), icon: 'people', duty: 'readPeople' },
    { href: `${base}/rooms`, label: m.manage_rooms(), icon: 'place', duty: 'keepRooms' },
    {
      href: `${base}/households/import`,
      label: m.manage_import(),
      icon: 'upload',
      duty: 'keepHouseholds'
    },
    { href: `${base}/cards`, label: m.manage_cards(), icon: 'card', duty: 'keepHouseholds' },
    {
      href: `${base}/compacts`,
      label: m.compacts_manage(),
      icon: 'decide',
      duty: 'keepCompacts'
    },
    { href: `${base}/rules`, label: m.rulemaking_manage(), icon: 'rules', duty: 'makeRules' },
    { href: `${base}/audit`, label: m.manage_audit(), icon: 'receipt', duty: 'readAudit' }
  ];
  return all
    .filter(({ duty }) => !duty || hasDuty(held, duty))
    .map(({ href, label, icon, count }) => ({ href, label, icon, count }));
}

const deductionsItem = (base: string, count: number): Item => ({
  href: `${base}/deductions`,
  label: m.deductions_title(),
  icon: 'receipt',
  duty: 'deduct',
  count
});
