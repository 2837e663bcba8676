import { commandChoices } from '$lib/app/commands.server';
import { atDesk } from '$lib/app/officer.server';
import { listAudit } from '$lib/communities/audit.server';
import { addressWith } from '../households/filter';
import { describeEntry, readAuditFilter } from './audit-page.server';

export const load = (event) =>
  atDesk(event, 'readAudit', async (tx, { communityId, standing, now }) => {
    const { url } = event;
    const filter = readAuditFilter(url.searchParams, standing.community.time_zone);
    const cursor = {
      after: url.searchParams.get('after'),
      before: url.searchParams.get('before')
    };
    const page = await listAudit(tx, communityId, filter, cursor);
    const day = filter.from ? (url.searchParams.get('day') ?? '') : '';
    return {
      entries: page.rows.map(describeEntry),
      newer: page.before && addressWith(url, { before: page.before }),
      older: page.after && addressWith(url, { after: page.after }),
      filter: { q: filter.q, command: filter.command, result: filter.result, day },
      isFiltered: [filter.q, filter.command, filter.result, day].some((one) => one !== ''),
      commands: commandChoices(),
      exportHref: addressWith(url, {}, `${url.pathname}/export`),
      now
    };
  });
