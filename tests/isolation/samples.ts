import { and, eq, isNotNull } from 'drizzle-orm';
import { openSessions } from '../../src/lib/accounts/sessions.server';
import { listHelpers, appointHelper } from '../../src/lib/communities/helpers.server';
import { send } from '../../src/lib/claims/claims.server';
import { claim_photos } from '../../src/lib/claims/tables.server';
import { runCommand } from '../../src/lib/commands/run.server';
import { appointments, members } from '../../src/lib/communities/tables.server';
import type { Database } from '../../src/lib/db/types.server';
import { formatCardCode, newCardCode } from '../../src/lib/grids/card-code';
import { household_cards } from '../../src/lib/grids/tables.server';
import { uploadRoster } from '../../src/lib/grids/roster-upload.server';
import { compact_draft_articles } from '../../src/lib/compacts/tables.server';
import { createGrid } from '../../src/lib/grids/grid-commands.server';
import { postDue } from '../../src/lib/points/ledger.server';
import type { RuleSet } from '../../src/lib/rules/model';
import { facts } from '../../src/lib/rules/tables.server';
import { confirmAttendance } from '../../src/lib/events/attendance.server';
import { createEvent } from '../../src/lib/events/planning.server';
import { register } from '../../src/lib/events/registration.server';
import { addRoom } from '../../src/lib/events/room-commands.server';
import { redeem } from '../../src/lib/redemptions/commands.server';
import { addCase } from '../../src/lib/rulemaking/cases.server';
import { comment } from '../../src/lib/rulemaking/comments.server';
import { propose } from '../../src/lib/rulemaking/proposals.server';
import { startReplay } from '../../src/lib/rulemaking/replays.server';
import { startDraft } from '../../src/lib/rulemaking/starting.server';
import { newId } from '../../src/lib/shared/id';
import { assert } from '../../src/lib/shared/result';
import { posterToken } from '../../src/lib/door/check-in-code.server';
import { checkInKey } from '../../src/lib/door/check-in-key.server';
import { shift_check_ins } from '../../src/lib/volunteering/tables.server';
import { randomBytes } from 'node:crypto';
import { approvedDeed, CLAIM_RULES, DEED, object } from '../people/claims';
import { deductedFrom } from '../people/deductions';
import { confirmAll, formTeam, MONDAY, planPatrol, saturday, signAllUp } from '../people/shifts';
import { done, foundTown, joinWith, openHome, type Person, type Town } from '../people/town';
import { openVoteOn, publishCompact } from '../people/votes';

/** One of everything that a community has and an address or a command may name. */
export interface Samples {
  community: string;
  communityId: string;
  shift: string;
  event: string;
  event_token: string;
  room: string;
  team: string;
  fact: string;
  household: string;
  grid: string;
  batch: string;
  upload: string;
  member: string;
  code: string;
  token: string;
  mandate: string;
  appointment: string;
  check_in: string;
  claim: string;
  photo: string;
  activity: string;
  objection: string;
  deduction: string;
  compact: string;
  version: string;
  article: string;
  vote: string;
  draft: string;
  rule_case: string;
  replay: string;
  proposal: string;
  comment: string;
  redemption: string;
}

/** A community with one of everything, and the session of Chen, who is on its committee. */
export async function peopleTown(
  db: Database
): Promise<{ town: Town; samples: Samples; session: string }> {
  const activity = `deed-${newId()}`;
  const town = await foundTown(db, withDeed(activity), MONDAY);
  const home = await openHome(town);
  const mei = await joinWith(town, home, '王梅');
  const team = await formTeam(town, mei);
  const shift = await planPatrol(town, team, 5);
  await signAllUp(town, shift, [mei]);
  await confirmAll(town, shift, [mei]);
  const attended = await attendedEvent(town, mei);
  const grid = done(await town.send(town.chen, createGrid, { name: '一网格', level: 'area' }));
  const table = [
    ['楼栋', '单元', '室号', '户主姓名'],
    ['8', '1', '101', '赵敏']
  ];
  const claimed = await claimWithPhoto(town, mei);
  town.clock.at = null; // An uploaded roster is kept for a few days only.
  const upload = done(await town.send(town.chen, uploadRoster, { filename: '名册.csv', table }));
  // What is due would be posted by the app that is tested.
  const now = await town.now();
  await town.inside((tx) => postDue(tx, town.communityId, now));
  const handed = { member_id: mei.memberId, amount: '2', what: '洗衣液一瓶' };
  const redeemed = done(await town.send(town.chen, redeem, handed));
  const { compact, version } = await publishCompact(town);
  const vote = await openVoteOn(town, version);
  const session = await openSessions(db).start(town.chen.accountId, 'tests', null);
  const { communityId } = town;
  const samples: Samples = {
    community: town.slug,
    communityId,
    shift,
    ...attended,
    team,
    household: home.householdId,
    grid: String(grid.grid_id),
    upload: String(upload.upload_id),
    member: mei.memberId,
    activity,
    code: home.code,
    token: posterToken(checkInKey(), { communityId, occasionId: shift }),
    mandate: await appointMandate(town, mei),
    redemption: String(redeemed.redemption_id),
    compact,
    version,
    vote,
    deduction: await deductedFrom(town, mei),
    ...(await proposedRules(town, mei)),
    ...(await readIds(town)),
    ...claimed
  };
  return { town, samples, session };
}

/** What nobody has: ids of the right form that no community knows. */
export const nowhere = (): Samples => ({
  community: 'no-such-community',
  communityId: newId(),
  shift: newId(),
  event: newId(),
  event_token: randomBytes(16).toString('base64url'),
  room: newId(),
  team: newId(),
  fact: newId(),
  household: newId(),
  grid: newId(),
  batch: newId(),
  upload: newId(),
  member: newId(),
  code: newCardCode((count) => randomBytes(count)),
  token: randomBytes(16).toString('base64url'),
  mandate: newId(),
  appointment: newId(),
  check_in: newId(),
  claim: newId(),
  photo: newId(),
  activity: 'no-such-activity',
  objection: newId(),
  deduction: newId(),
  compact: newId(),
  version: newId(),
  article: newId(),
  vote: newId(),
  draft: newId(),
  rule_case: newId(),
  replay: newId(),
  proposal: newId(),
  comment: newId(),
  redemption: newId()
});

/** Replaces in a page everything by which two communities may differ. */
export function blank(text: string, ...samples: Samples[]): string {
  let blanked = text;
  for (const each of samples) {
    blanked = blanked.replaceAll(formatCardCode(each.code), 'CODE');
    for (const [name, value] of Object.entries(each)) {
      blanked = blanked.replaceAll(value, name.toUpperCase());
    }
  }
  return blanked
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d{12,}/g, 'NUMBER')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\d\d:\d\d/g, 'TIME');
}

/** Rules with an activity that no other community has. */
const withDeed = (id: string): RuleSet => ({
  ...CLAIM_RULES,
  caps: [],
  activities: [
    ...CLAIM_RULES.activities,
    {
      id,
      family: 'civic',
      name: { zh: '做好事', en: 'Good deed' },
      unit: 'times',
      attributes: [],
      claimable: true
    }
  ]
});

/** A claim with a photo, and an objection to another that was approved. */
async function claimWithPhoto(
  town: Town,
  person: Person
): Promise<Pick<Samples, 'claim' | 'photo' | 'objection' | 'fact'>> {
  const { db, communityId } = town;
  const picture = { sha256: '0', bytes: new Uint8Array([1]), width: 1, height: 1 };
  const request = { communityId, key: newId(), caller: person, input: DEED, pictures: [picture] };
  const sent = done(await runCommand(db, send, request, () => town.now()));
  const claim = String(sent.claim_id);
  const [photo] = await town.inside((tx) =>
    tx
      .select({ id: claim_photos.id })
      .from(claim_photos)
      .where(and(eq(claim_photos.community_id, communityId), eq(claim_photos.claim_id, claim)))
  );
  const fact = await approvedDeed(town, person);
  const objected = done(await object(town, person, fact));
  return { claim, photo: photo?.id ?? '', objection: String(objected.objection_id), fact };
}

/** A room, and an event there at which somebody was. */
async function attendedEvent(
  town: Town,
  person: Person
): Promise<Pick<Samples, 'event' | 'room' | 'event_token'>> {
  town.clock.at = saturday('12:30');
  const hall = { name: '多功能厅', place: '居民之家', capacity: '30' };
  const { room_id } = done(await town.send(town.chen, addRoom, hall));
  const plan = { title: '讲座', room_id: String(room_id), capacity: '5' };
  const time = { date: '2026-03-07', from: '13:00', to: '14:00' };
  const { event_id } = done(await town.send(town.chen, createEvent, { ...plan, ...time }));
  const event = { event_id: String(event_id), member: [person.memberId] };
  done(await town.send(person, register, event));
  town.clock.at = saturday('14:05');
  done(await town.send(town.chen, confirmAttendance, event));
  const occasion = { communityId: town.communityId, occasionId: event.event_id };
  const event_token = posterToken(checkInKey(), occasion);
  return { event: event.event_id, room: String(room_id), event_token };
}

async function appointMandate(town: Town, person: Person): Promise<string> {
  const helper_account_id = town.chen.accountId;
  done(await town.send(person, appointHelper, { helper_account_id, name: '陈主任' }));
  const [helper] = await town.inside((tx) => listHelpers(tx, town.communityId, person.memberId));
  assert(helper, 'Mei has appointed a helper');
  return helper.mandateId;
}

/** A draft of rules with a saved case, under notice, with a resident's comment. */
async function proposedRules(
  town: Town,
  person: Person
): Promise<Pick<Samples, 'draft' | 'rule_case' | 'replay' | 'proposal' | 'comment'>> {
  const started = done(await town.send(town.chen, startDraft, { source: 'in_force' }));
  const draft_id = String(started.draft_id);
  const tried = { activity: 'patrol', quantity: 60, occurred_on: '2026-03-07', attributes: {} };
  const saved = { draft_id, title: '一小时巡逻', tried: JSON.stringify(tried), earlier: '[]' };
  const added = done(await town.send(town.chen, addCase, { ...saved, expected: '6' }));
  const dates = { first_date: '2026-01-01', last_date: '2026-03-31' };
  const replayed = done(await town.send(town.chen, startReplay, { draft_id, ...dates }));
  const notice = { revision: '0', notice_days: '3', in_force_from: '2099-01-01' };
  const proposed = done(await town.send(town.chen, propose, { draft_id, ...notice }));
  const proposal_id = String(proposed.proposal_id);
  const said = done(await town.send(person, comment, { proposal_id, words: '很好' }));
  return {
    draft: draft_id,
    rule_case: String(added.case_id),
    replay: String(replayed.replay_id),
    proposal: proposal_id,
    comment: String(said.comment_id)
  };
}

const readIds = ({ communityId, chen, inside }: Town) =>
  inside(async (tx) => {
    const here = <Row>(rows: Row[]): Row => {
      assert(rows[0], 'the town has one of everything');
      return rows[0];
    };
    const fact = here(await tx.select().from(facts).where(eq(facts.community_id, communityId)));
    const card = here(
      await tx
        .select()
        .from(household_cards)
        .where(
          and(eq(household_cards.community_id, communityId), isNotNull(household_cards.batch_id))
        )
    );
    const appointment = here(
      await tx
        .select({ id: appointments.id })
        .from(appointments)
        .innerJoin(members, eq(members.id, appointments.member_id))
        .where(and(eq(appointments.community_id, communityId), eq(members.id, chen.memberId)))
    );
    const checkIn = here(
      await tx.select().from(shift_check_ins).where(eq(shift_check_ins.community_id, communityId))
    );
    const article = here(
      await tx
        .select()
        .from(compact_draft_articles)
        .where(eq(compact_draft_articles.community_id, communityId))
    );
    return {
      fact: fact.id,
      article: article.article_id,
      batch: card.batch_id ?? '',
      appointment: appointment.id,
      check_in: checkIn.id
    };
  });
