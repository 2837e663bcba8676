import { atDesk } from '$lib/app/officer.server';
import { listAllAudit } from '$lib/communities/audit.server';
import { downloadTable } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';
import { civilDate, civilTime } from '$lib/shared/civil-time';
import { describeEntry, readAuditFilter } from '../audit-page.server';

/** The filtered log as a file, newest first, up to 20,000 entries. */
export const GET = async (event) => {
  const { url } = event;
  const table = await atDesk(event, 'readAudit', async (tx, { communityId, standing }) => {
    const zone = standing.community.time_zone;
    const filter = readAuditFilter(url.searchParams, zone);
    const found = await listAllAudit(tx, communityId, filter);
    const header = [
      m.manage_audit_day(),
      m.manage_audit_time(),
      m.manage_audit_who(),
      m.manage_audit_what(),
      m.manage_audit_result()
    ];
    return [
      header,
      ...found.map((entry) => {
        const { at, who, did, refused } = describeEntry(entry);
        const [date, time] = [civilDate(at.getTime(), zone), civilTime(at.getTime(), zone)];
        return [date, time, who, did, refused ?? m.manage_audit_done()];
      })
    ];
  });
  return downloadTable(m.manage_audit(), table, url.searchParams.get('format'));
};
