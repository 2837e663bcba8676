import { m } from '../paraglide/messages';

/** 12 名队员 · 3 个班次待报名. */
export function teamWords({ members, upcoming }: { members: number; upcoming: number }): string {
  const people = m.volunteering_team_members({ count: members });
  return upcoming > 0 ? `${people} · ${m.volunteering_team_upcoming({ count: upcoming })}` : people;
}
