import { expect, test, type Cast, type Look, type Person } from './cast';
import { KEEPING, keepsPage } from './kept';
import { LOOKS, reader } from './reading';
import {
  couple,
  endEvent,
  eventCode,
  eventPoster,
  newRoom,
  openNow,
  planEvent
} from './residents-home';

/** A family registers and comes, a neighbour moves up, and coming becomes points with a receipt. */
async function playAfternoon(cast: Cast, look: Look): Promise<void> {
  const committee = await cast.committee('yaolin', look);
  const event = await plansInPerson(committee, '邻里茶会', 2);
  const [yue, an] = await couple(cast, ['沈悦', '沈安'], look);
  const qiang = await cast.neighbour('冯强', { options: look });
  const [desk, wife, husband, neighbour] = [committee, yue, an, qiang].map(reader);
  if (!desk || !wife || !husband || !neighbour) throw new Error('four people take part');

  await yue.open('/activities?kind=events');
  await yue.page.locator(`a[href$="/events/${event}"]`).click();
  await yue.page.getByRole('checkbox', { name: '沈安' }).check();
  await wife.tap('events_register_chosen');
  await wife.reads('events_done_registered', { count: 2 });
  await yue.reads('沈安');
  await qiang.open(`/events/${event}`);
  await neighbour.tap('events_join_waiting');
  await neighbour.reads('events_done_waiting', { position: 1 });
  await an.open(`/events/${event}`);
  const leaving = an.page.getByRole('group', { name: husband.words('events_cancel_title') });
  await leaving.getByLabel('沈安').check();
  await husband.tap('events_cancel_chosen');
  await husband.reads('events_done_cancelled', { count: 1 });

  // By the code, by the poster, and by those in charge.
  await yue.open(`/events/${event}`);
  await wife.fill('door_code_label', await eventCode(committee, event));
  await wife.tap('door_check_in');
  await wife.reads('door_done_checked_in', { title: '邻里茶会' });
  await committee.open(`/manage/events/${event}`);
  await desk.tap('events_mark_present');
  await desk.reads('events_done_marked_present', { name: '冯强' });
  await desk.undo();
  await desk.reads('events_done_marked_absent', { name: '冯强' });
  await qiang.page.goto(await eventPoster(committee, event));
  await neighbour.tap('door_check_in');
  await neighbour.reads('door_done_checked_in', { title: '邻里茶会' });

  await endEvent(committee, event);
  await committee.open(`/manage/events/${event}/attendance`);
  await desk.tap('events_attendance_confirm');
  await desk.reads('events_done_attendance', { count: 2 });
  await yue.open(`/events/${event}`);
  await yue.page.getByRole('link', { name: /沈悦/ }).click();
  await yue.reads('邻里茶会', yue.language === 'zh' ? /第 1\.1 条/ : /Clause 1\.1/i);
  const calendar = await yue.request.get(`/c/yaolin/events/${event}/calendar.ics`);
  expect(await calendar.text()).toContain('SUMMARY:邻里茶会');
}

/** The room, then the event, as the front desk fills the forms in. */
async function plansInPerson(committee: Person, title: string, capacity: number): Promise<string> {
  const { page } = committee;
  const desk = reader(committee);
  const room = await newRoom(committee.request, committee.slug);
  const { date, from, to } = openNow();
  await committee.open('/manage/events/new');
  await desk.fill('events_form_title', title);
  await desk.field('events_form_room').selectOption({ value: room });
  await desk.fill('events_form_date', date);
  await desk.fill('events_form_from', from);
  await desk.fill('events_form_to', to);
  await desk.fill('events_form_capacity', String(capacity));
  await desk.field('events_form_activity').selectOption({ value: 'centre-activity' });
  await desk.tap('events_publish');
  await desk.reads('events_done_created');
  await desk.reads('events_roster_empty');
  return /events\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

for (const { title, look } of LOOKS) {
  test(`The Shens register together, Feng Qiang moves up, and the afternoon gives a point, ${title}`, async ({
    cast
  }) => {
    await playAfternoon(cast, look);
  });
}

test('A taken room says who has it; a walk-in is let in; a mistake is taken back and undone', async ({
  cast
}) => {
  const committee = await cast.committee();
  const event = await planEvent(committee, { title: '合唱排练' });
  const { page } = committee;
  await committee.open(`/manage/events/${event}/edit`);
  const room = await page.getByLabel('房间', { exact: true }).inputValue();
  const { date, from, to } = openNow();
  await committee.open('/manage/events/new');
  await page.getByLabel('活动名称').fill('撞了时间的课');
  await page.getByLabel('房间', { exact: true }).selectOption({ value: room });
  await page.getByLabel('日期').fill(date);
  await page.getByLabel('开始').fill(from);
  await page.getByLabel('结束', { exact: true }).fill(to);
  await committee.tap('发布活动');
  await committee.reads(/这间房那个时间已经订了：.*“合唱排练”/);

  const hong = await cast.neighbour('雷小红');
  await committee.open(`/manage/events/${event}?find=雷小红`);
  await committee.tap('到场 雷小红');
  await committee.reads('已为雷小红登记并记到场');
  await endEvent(committee, event);
  await committee.open(`/manage/events/${event}/attendance`);
  await committee.tap('确认所选的人');
  await committee.reads('已确认 1 人参加');
  await page.getByRole('link', { name: '已确认' }).click();
  await page.getByLabel('原因').last().fill('认错了人');
  await committee.tap('撤回确认');
  await committee.reads('已撤回雷小红的参加确认');
  await committee.tap('撤销');
  await committee.reads('已恢复雷小红原来的参加确认');
  await hong.open(`/events/${event}`);
  await hong.reads('已确认参加');
});

test('He Ping registers and checks in without a network, at the time of her phone', async ({
  cast
}) => {
  const committee = await cast.committee();
  const event = await planEvent(committee, { title: '停电也开的会' });
  const code = await eventCode(committee, event);
  const ping = await cast.neighbour('贺小平', { options: KEEPING });
  const context = ping.page.context();
  await keepsPage(ping, `/events/${event}`);
  await context.setOffline(true);
  await ping.page.reload();
  await ping.tap('我要报名');
  await ping.reads('1 件待发送');
  await context.setOffline(false);
  await ping.reads(/已送到：我要报名/, '到了？请签到');

  await keepsPage(ping, `/events/${event}`);
  await context.setOffline(true);
  await ping.page.reload();
  await ping.typesCode(code);
  await ping.reads('1 件待发送');
  await context.setOffline(false);
  await ping.reads(/已送到：签到/);
  await committee.open(`/manage/events/${event}`);
  await committee.reads('名单：到场 1，报名 1，名额 10', /到（输六位数字）/);
});
