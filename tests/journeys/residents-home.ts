import { expect, type APIRequestContext } from '@playwright/test';
import type { Cast, Look, Person } from './cast';
import { reader } from './reading';
import { scanned } from './scanner';
import { post, type Slug } from './town';

/** An event of the residents' home that has begun half an hour ago, as far as today allows. */
export interface EventPlan {
  title: string;
  capacity?: number;
}

const DAY_MINUTES = 24 * 60;

/** Minutes since midnight on the clock of the communities, and the date there. */
function clock(): { date: string; minute: number } {
  const words = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short'
  }).format(Date.now());
  const [date = '', time = ''] = words.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { date, minute: hour * 60 + minute };
}

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Now in the middle, and within the day: events do not go on over night. */
export function openNow(): { date: string; from: string; to: string } {
  const { date, minute } = clock();
  const to = Math.min(minute + 30, DAY_MINUTES - 1);
  return { date, from: timeOf(Math.max(0, Math.min(minute, to) - 30)), to: timeOf(to) };
}

let rooms = 0;

/** A room that no other journey uses; gives its id. */
export async function newRoom(committee: APIRequestContext, slug: Slug): Promise<string> {
  const name = `试用厅${Date.now() % 1_000_000}-${process.env.TEST_PARALLEL_INDEX ?? 0}${++rooms}`;
  const form = { key: crypto.randomUUID(), name, place: '居民之家', capacity: '60' };
  await post(committee, `/c/${slug}/manage/rooms/new`, form);
  const page = await (await committee.get(`/c/${slug}/manage/events/new`)).text();
  const id = new RegExp(`value="([0-9a-f-]{36})"[^>]*>[^<]*${name}`).exec(page)?.[1];
  expect(id, `the room ${name} is offered to planners`).toBeTruthy();
  return id ?? '';
}

/** The committee plans an event whose door is open; gives its id. */
export async function planEvent(
  { request, slug }: Person,
  { title, capacity = 10 }: EventPlan
): Promise<string> {
  const planned = await post(request, `/c/${slug}/manage/events/new`, {
    key: crypto.randomUUID(),
    title,
    room_id: await newRoom(request, slug),
    activity: 'centre-activity',
    description: '',
    capacity: String(capacity),
    weeks: '1',
    ...openNow()
  });
  const id = /events\/([0-9a-f-]{36})/.exec(planned.url())?.[1];
  expect(id, `the event ${title} is planned`).toBeTruthy();
  return id ?? '';
}

/** The committee lets the event end now. */
export async function endEvent(committee: Person, event: string): Promise<void> {
  const desk = reader(committee);
  await committee.open(`/manage/events/${event}/edit`);
  await desk.fill('events_form_to', timeOf(clock().minute));
  await desk.tap('events_save');
  await desk.reads('events_done_edited');
}

/** The six digits as they are read out at the door. */
export async function eventCode(committee: Person, event: string): Promise<string> {
  await committee.open(`/manage/events/${event}`);
  const label = committee.page.getByText(reader(committee).words('door_code_say'));
  const said = await label.locator('..').innerText();
  return said.replace(/\D/g, '');
}

/** The address in the QR code of the event's poster. */
export async function eventPoster(committee: Person, event: string): Promise<string> {
  await committee.open(`/manage/events/${event}/poster`);
  return scanned(committee.page.locator('.poster svg'));
}

/** Two of one household. */
export async function couple(
  cast: Cast,
  names: [string, string],
  options: Look = {}
): Promise<[Person, Person]> {
  const card = await cast.card();
  const [one, other] = names;
  return [
    await cast.neighbour(one, { card, options }),
    await cast.neighbour(other, { card, options })
  ];
}
