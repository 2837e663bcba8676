import { reviewedGrids } from '$lib/app/claim-desk.server';
import { atDesk } from '$lib/app/officer.server';
import { describeClaim } from '$lib/claims/describe';
import { listClaims } from '$lib/claims/read.server';
import { downloadTable } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';
import { readActivities } from '$lib/rules/read.server';
import { civilDate, civilTime } from '$lib/shared/civil-time';
import { readClaimFilter } from '../filter';

const MOST_ROWS = 20_000;

/** The filtered list as a file. */
export const GET = async (event) => {
  const { url, locals } = event;
  const table = await atDesk(event, 'reviewClaims', async (tx, { communityId, standing }) => {
    const within = await reviewedGrids(tx, standing);
    const filter = readClaimFilter(url.searchParams, within);
    const found = await listClaims(tx, communityId, filter, MOST_ROWS);
    const { time_zone: timeZone } = standing.community;
    const activities = await readActivities(tx, communityId);
    const describing = { activities, locale: locals.locale, timeZone };
    const states = {
      waiting: m.claims_state_waiting(),
      asked: m.claims_state_asked(),
      approved: m.claims_state_approved(),
      declined: m.claims_state_declined(),
      withdrawn: m.claims_state_withdrawn(),
      revoked: m.claims_state_revoked()
    };
    const rows = found.map((claim) => {
      const { title, quantity, state, sentAt } = describeClaim(claim, describing);
      const sent = sentAt.getTime();
      return [
        claim.memberName,
        title,
        claim.occurredOn,
        quantity,
        states[state],
        claim.note,
        `${civilDate(sent, timeZone)} ${civilTime(sent, timeZone)}`
      ];
    });
    return [header(), ...rows];
  });
  return downloadTable(m.claims_manage_title(), table, url.searchParams.get('format'));
};

const header = (): string[] => [
  m.claims_manage_column_name(),
  m.claims_manage_activity(),
  m.claims_manage_column_date(),
  m.claims_manage_column_quantity(),
  m.claims_manage_state(),
  m.claims_manage_column_note(),
  m.claims_manage_column_sent()
];
