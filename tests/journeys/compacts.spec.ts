import { expect, test, type Look, type Person } from './cast';
import { KEEPING, keepsPage } from './kept';
import { reader } from './reading';
import { useTimeMachine } from './time-machine';

const DAY_MINUTES = 24 * 60;
/** A vote that is called with the usual closing time is over by then. */
const VOTE_DAYS = 8;
const TEXT = `我们是同一个楼道的邻居，约定如下。

第一条 楼道畅通
楼道不堆杂物，不停电动车。

第二条 轻声慢步
晚上十点以后轻声上下楼。`;

type Choice = 'in_favour' | 'against' | 'abstaining';

/** A compact and how it is voted on. */
interface Play {
  how: string;
  title: string;
  question: string;
  ballot: 'secret' | 'open';
  electorate: 'member' | 'household';
  look: Look;
}

const PLAYS: Play[] = [
  {
    how: 'in secret, person by person, without scripts',
    title: '和平里楼道公约',
    question: '是否同意《和平里楼道公约》？',
    ballot: 'secret',
    electorate: 'member',
    look: { javaScriptEnabled: false }
  },
  {
    how: 'openly, household by household, in English and in large letters',
    title: '幸福里楼道公约',
    question: '是否同意《幸福里楼道公约》？',
    ballot: 'open',
    electorate: 'household',
    look: { language: 'en', mode: 'elder' }
  }
];

const machine = useTimeMachine();

for (const play of PLAYS) {
  test(`A compact is drafted, compared, voted on ${play.how}, counted while nobody serves, and in force`, async ({
    cast
  }) => {
    const chen = await cast.committee('yaolin', play.look);
    const votes = (name: string, look: Look) => cast.neighbour(name, { options: look });
    const lan = await votes('石岚', play.look);
    const maria = await votes('Maria Rossi', play.look);
    const late = await votes('迟到的人', { ...play.look, ...KEEPING });
    const ping = await votes('贺平', { ...inChinese(play.look), ...KEEPING });

    const compact = await drafts(chen, play);
    await publishesTwice(chen, compact);
    const vote = await callsVote(chen, play);

    await readsChanges(lan, play);
    await casts(lan, vote, 'in_favour');
    await casts(maria, vote, 'against');
    await expect(lan.page.locator('table')).toHaveCount(0);
    if (play.look.javaScriptEnabled === false) {
      await casts(ping, vote, 'in_favour');
      await casts(late, vote, 'abstaining');
      await machine().restart(VOTE_DAYS * DAY_MINUTES);
    } else {
      await castsOffline(ping, vote, 'in_favour');
      await missesTheClose(late, vote);
      await machine().restart();
    }

    const abstaining = play.look.javaScriptEnabled === false ? 1 : 0;
    await seesAdopted(lan, vote);
    await (play.ballot === 'open'
      ? seesWhoVotedHow(lan, { in_favour: 2, against: 1, abstaining })
      : seesNobodysVote(lan));
    await seesInForce(lan, play);
    await chen.open(`/manage/compacts/${vote.replace('/decide/', '')}/roll`);
    const mark = { name: reader(chen).words('compacts_mark'), exact: true };
    await expect(chen.page.getByRole('cell', mark)).toHaveCount(3 + abstaining);
  });
}

/** Somebody else reads the same vote in Chinese, in the ordinary view. */
const inChinese = ({ language: _language, mode: _mode, ...look }: Look): Look => look;

/** Begins a compact with a text, and changes it as two people at once would; gives its address. */
async function drafts(chen: Person, { title }: Play): Promise<string> {
  const desk = reader(chen);
  await chen.open('/manage/compacts/new');
  await desk.fill('compacts_form_title', title);
  await desk.fill('compacts_form_text', TEXT);
  await desk.tap('compacts_begin');
  await desk.reads('compacts_done_created', { count: 3 });
  const compact = /\/manage\/compacts\/[\da-f-]{36}/.exec(chen.page.url())?.[0] ?? '';

  await chen.page.getByRole('link', { name: `${desk.words('compacts_edit')} 第二条` }).click();
  await chen.page.waitForURL(/articles/);
  const secondTab = Object.assign(Object.create(chen) as Person, {
    page: await chen.page.context().newPage()
  });
  const second = reader(secondTab);
  await secondTab.page.goto(chen.page.url());
  await desk.fill('compacts_form_article', '晚上十点到早上六点轻声上下楼。');
  await desk.tap('compacts_save');
  await desk.reads('compacts_done_article_edited');
  await second.fill('compacts_form_article', '夜里上下楼请放轻脚步。');
  await second.tap('compacts_save');
  await second.reads('compacts_refused_article_changed', { name: chen.name });
  await secondTab.reads('晚上十点到早上六点轻声上下楼。');
  await expect(second.field('compacts_form_article')).toHaveValue('夜里上下楼请放轻脚步。');
  await secondTab.page.close();

  await chen.page.getByRole('button', { name: `${desk.words('compacts_up')} 第二条` }).click();
  await desk.reads('compacts_done_moved_up');
  await desk.undo();
  await desk.reads('compacts_done_moved_down');
  return compact;
}

/** The first version, and after a change, which it shows beside it, the second. */
async function publishesTwice(chen: Person, compact: string): Promise<void> {
  const desk = reader(chen);
  await desk.tap('compacts_publish', { number: 1 });
  await desk.reads('compacts_done_published', { number: 1 });
  await chen.open(compact);
  await chen.page.getByRole('link', { name: `${desk.words('compacts_edit')} 第一条` }).click();
  await chen.page.waitForURL(/articles/);
  await desk.fill('compacts_form_article', '楼道不堆杂物，不给电动车充电。');
  await desk.tap('compacts_save');
  await desk.follow('compacts_compare');
  await desk.reads('compacts_kind_changed');
  await expect(chen.page.locator('ins')).not.toHaveCount(0);
  await chen.open(compact);
  await desk.tap('compacts_publish', { number: 2 });
  await desk.reads('compacts_done_published', { number: 2 });
}

/** Calls the vote on the version that was just published; gives the address of the vote. */
async function callsVote(chen: Person, play: Play): Promise<string> {
  const desk = reader(chen);
  await desk.fill('compacts_form_question', play.question);
  await desk.field(`compacts_by_${play.electorate}`).check();
  await desk.field(`compacts_ballot_${play.ballot}`).check();
  await desk.field('compacts_form_turnout_share').selectOption('0/1');
  await desk.field('compacts_form_activity').selectOption('vote');
  await desk.field('compacts_form_approval_of').selectOption('for_and_against');
  await desk.tap('compacts_call');
  await desk.reads('compacts_done_opened');
  await desk.reads('compacts_hidden');
  const id = /votes\/([\da-f-]{36})/.exec(chen.page.url())?.[1];
  return `/decide/votes/${id}`;
}

/** From the list of what is open to the text, and to what it changes. */
async function readsChanges(person: Person, { question }: Play): Promise<void> {
  const me = reader(person);
  await person.open('/decide');
  await person.page.getByRole('link', { name: question }).click();
  await person.reads('楼道不堆杂物，不给电动车充电。');
  await me.follow('compacts_read_whole');
  await me.reads('compacts_kind_changed');
  await expect(person.page.locator('ins')).not.toHaveCount(0);
}

async function chooses(person: Person, choice: Choice): Promise<void> {
  const me = reader(person);
  await me.reads('compacts_cast_final');
  const name = me.words(`compacts_choice_${choice}`);
  await person.page.getByRole('radio', { name, exact: true }).check();
  await me.tap('compacts_cast');
}

/** Votes; after that there is nothing to vote with. */
async function casts(person: Person, vote: string, choice: Choice): Promise<void> {
  const me = reader(person);
  await person.open(vote);
  await chooses(person, choice);
  await me.reads('compacts_done_cast');
  await expect(person.page.getByRole('radio')).toHaveCount(0);
}

/** Votes without a network: sent when it is back, and then forgotten by the phone. */
async function castsOffline(person: Person, vote: string, choice: Choice): Promise<void> {
  const me = reader(person);
  await keepsPage(person, vote);
  await person.page.context().setOffline(true);
  await person.page.reload();
  await chooses(person, choice);
  await me.reads('offline_waiting_count', { count: 1 });
  expect(await outboxOf(person)).toContain(choice);
  await person.page.context().setOffline(false);
  await me.reads('offline_delivered_title', { label: me.words('compacts_cast') });
  await expect(person.page.getByRole('radio')).toHaveCount(0);
  expect(await outboxOf(person)).not.toContain(choice);
}

/** Votes without a network as well, but it comes back after the close. */
async function missesTheClose(person: Person, vote: string): Promise<void> {
  await keepsPage(person, vote);
  await person.page.context().setOffline(true);
  await person.page.reload();
  await chooses(person, 'against');
  await reader(person).reads('offline_waiting_count', { count: 1 });
  machine().letPass(VOTE_DAYS * DAY_MINUTES);
  await person.page.context().setOffline(false);
  await reader(person).reads('compacts_refused_vote_closed');
}

/** Everything that the phone's outbox holds, as text. */
const outboxOf = ({ page }: Person): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('linli-outbox');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('entries').objectStore('entries').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      })
  );

async function seesAdopted(person: Person, vote: string): Promise<void> {
  const me = reader(person);
  await expect(async () => {
    await person.open(vote);
    const verdict = person.page.getByText(me.words('compacts_verdict_adopted'), { exact: true });
    await expect(verdict.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

async function seesWhoVotedHow(person: Person, counts: Record<Choice, number>): Promise<void> {
  const me = reader(person);
  for (const [choice, count] of Object.entries(counts)) {
    const name = new RegExp(`^${me.words(`compacts_choice_${choice}`)} ${count} `);
    await expect(person.page.getByRole('row', { name })).toBeVisible();
  }
  await person.page.getByText(me.words('compacts_ballots'), { exact: true }).click();
  const ballots = person.page.locator('details').getByRole('listitem');
  await expect(ballots).toHaveCount(3);
  const against = ballots.filter({ hasText: me.words('compacts_choice_against') });
  await expect(against).toHaveCount(1);
}

/** So few voted that the figures would tell: only the outcome is published. */
async function seesNobodysVote(person: Person): Promise<void> {
  await reader(person).reads('compacts_withheld', { fewest: 5 });
  await expect(person.page.getByRole('table')).toHaveCount(0);
  const heading = reader(person).words('compacts_ballots');
  await expect(person.page.getByText(heading)).toHaveCount(0);
  await expect(person.page.getByText('Maria Rossi')).toHaveCount(0);
}

/** The version is in force, and taking part has given points. */
async function seesInForce(person: Person, { title, question }: Play): Promise<void> {
  const me = reader(person);
  await me.follow('compacts_read_whole');
  await me.reads('compacts_badge_in_force');
  await person.open('/decide');
  await person.page.getByRole('link', { name: title }).first().click();
  await person.reads('楼道不堆杂物，不给电动车充电。');
  await person.open('/mine');
  await person.page.getByRole('link', { name: question }).click();
  await me.reads('points_how');
}
