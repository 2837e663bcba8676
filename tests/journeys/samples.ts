import { expect, type Cast, type Person } from './cast';
import { scanned } from './scanner';
import { origin, post, shownCode } from './town';

/** A page of the demo: its address, or how to come there. */
type Sample = string | ((person: Person, cast: Cast) => Promise<string>);

/** Pages by their routes, and to whom they open. Names without a slash are pages beside routes. */
export interface Samples {
  as: (cast: Cast) => Promise<Person>;
  paths: Record<string, Sample>;
}

const STILL = { reducedMotion: 'reduce' } as const;
const ID = '[0-9a-f-]{36}';
const HOME = '/c/yaolin';
const DESK = '/c/yaolin/manage';
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();

/** What opens to everybody: the front, joining and signing in, step by step. */
const PUBLIC: Samples = {
  as: (cast) => cast.stranger('yaolin', STILL),
  paths: {
    ...alike('/', ['offline', 'demo', 'join', 'sign-in', 'sign-in/staff', 'signed-out']),
    '/': '/',
    '/join/[community]/[code]': (_person, cast) => cast.card(),
    '/check-in/[community]/[shift]/[token]': poster,
    '/check-in/[community]/events/[event]/[token]': eventPoster,
    'the rules, read by anybody': '/rules/yaolin?q=巡逻',
    'a forged poster': `/check-in/yaolin/${crypto.randomUUID()}/Zm9yZ2Vk`,
    'a card that is not known': '/join/yaolin/AAAABBBBCCCCDDDD',
    'no such page': '/nothing/here',
    '/join/[community]/[code]/verify': async ({ request, phone }, cast) => {
      const card = await cast.card();
      await post(request, card, { name: '卢新', phone });
      return `${card}/verify`;
    },
    '/sign-in/code': async ({ request, phone }) => {
      await post(request, '/sign-in', { phone, to: '/' });
      return '/sign-in/code';
    },
    '/sign-in/not-joined': async ({ request }) => {
      const code = shownCode(await (await request.get('/sign-in/code')).text());
      await post(request, '/sign-in/code?/check', { code });
      return '/sign-in/not-joined';
    }
  }
};

/** What a resident sees: Wang Mei of the demo, with weeks of service behind her. */
const RESIDENT: Samples = {
  as: (cast) => cast.enter('yaolin', '王梅', STILL),
  paths: {
    ...alike(HOME, ['', 'activities', 'decide', 'mine', 'scan', 'teams', 'week']),
    ...alike(`${HOME}/mine`, ['deductions', 'devices', 'helpers', 'months', 'people']),
    ...alike(`${HOME}/mine`, ['redemptions', 'settings']),
    '/c/[community]/receipts/[fact]': linkOn(`${HOME}/mine`, 'receipts'),
    '/c/[community]/receipts/[fact]/check': async (person) =>
      `${await linkOn(`${HOME}/mine`, 'receipts')(person)}/check`,
    '/c/[community]/shifts/[shift]': linkOn(`${HOME}/activities`, 'shifts'),
    '/c/[community]/events/[event]': linkOn(`${HOME}/activities?kind=events`, 'events'),
    '/c/[community]/teams/[team]': linkOn(`${HOME}/teams`, 'teams'),
    "another community's page": '/c/xiandong'
  }
};

/** What residents decide on, read by Wang Mei as well. */
const DECISIONS: Samples = {
  as: (cast) => cast.enter('yaolin', '王梅', STILL),
  paths: {
    '/rules/[community]': '/rules/yaolin',
    '/c/[community]/decide/votes/[vote]': linkOn(`${HOME}/decide`, 'votes'),
    '/c/[community]/decide/rules/proposals/[proposal]': linkOn(`${HOME}/decide`, 'proposals'),
    '/c/[community]/decide/compacts/[compact]': linkOn(`${HOME}/decide`, 'compacts'),
    '/c/[community]/decide/compacts/[compact]/versions/[version]': async (person) =>
      linkOn(await linkOn(`${HOME}/decide`, 'compacts')(person), 'versions')(person)
  }
};

/** What Wang Mei reported of herself, and what stands on the notice board. */
const OWN_CLAIMS: Samples = {
  as: (cast) => cast.enter('yaolin', '王梅', STILL),
  paths: {
    ...alike(`${HOME}/mine`, ['claims', 'claims/new']),
    '/c/[community]/mine/claims/[claim]': linkOn(`${HOME}/mine/claims`, 'claims'),
    '/c/[community]/mine/claims/new/[activity]': `${HOME}/mine/claims/new/hazard-report`,
    'what a claim gives': `${HOME}/mine/claims/new/conflict-settlement?occurred_on=${TODAY}&quantity=1`,
    'a claim of a day to come': `${HOME}/mine/claims/new/hazard-report?occurred_on=2999-01-01&quantity=1`,
    '/c/[community]/notice-board': `${HOME}/notice-board`,
    '/c/[community]/notice-board/[fact]': linkOn(`${HOME}/notice-board`, 'notice-board')
  }
};

/** The committee's households and cards. */
const HOUSEHOLDS: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['cards', 'households']),
    ...alike(`${DESK}/households`, ['import', 'new', 'print']),
    '/c/[community]/manage/cards/[batch]': async (person, cast) => {
      await cast.card();
      return linkOn(`${DESK}/cards`, 'cards')(person);
    },
    '/c/[community]/manage/households/[household]': linkOn(`${DESK}/households`, 'households'),
    '/c/[community]/manage/households/import/[upload]': upload
  }
};

/** The committee's grids, people, teams, and what was done. */
const OFFICE: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['', 'audit', 'grids', 'people', 'people/new', 'teams', 'teams/new']),
    ...alike(DESK, ['deductions', 'redemptions']),
    '/c/[community]/manage/redemptions/[redemption]': linkOn(`${DESK}/redemptions`, 'redemptions'),
    '/c/[community]/manage/redemptions/people/[person]': linkOn(
      `${DESK}/redemptions?q=王梅`,
      'redemptions/people'
    ),
    '/c/[community]/manage/grids/[grid]': linkOn(`${DESK}/grids`, 'grids'),
    '/c/[community]/manage/people/[person]': linkOn(`${DESK}/people`, 'people'),
    '/c/[community]/manage/teams/[team]': linkOn(`${DESK}/teams`, 'teams'),
    '/c/[community]/manage/teams/[team]/edit': async (person) =>
      `${await linkOn(`${DESK}/teams`, 'teams')(person)}/edit`
  }
};

/** The committee's compacts and votes. */
const COMPACTS: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['compacts', 'compacts/new']),
    '/c/[community]/manage/compacts/[compact]': linkOn(`${DESK}/compacts`, 'compacts'),
    ...Object.fromEntries(
      ['edit', 'comparison', 'articles/new'].map((name): [string, Sample] => [
        `/c/[community]/manage/compacts/[compact]/${name}`,
        async (person) => `${await linkOn(`${DESK}/compacts`, 'compacts')(person)}/${name}`
      ])
    ),
    '/c/[community]/manage/compacts/[compact]/articles/[article]': async (person) =>
      linkOn(await linkOn(`${DESK}/compacts`, 'compacts')(person), 'articles')(person),
    '/c/[community]/manage/compacts/[compact]/versions/[version]/vote': async (person) => {
      const compact = await linkOn(`${DESK}/compacts`, 'compacts')(person);
      const version = await linkOn(compact, 'versions')(person);
      return `${compact}/versions/${version.split('/').at(-1)}/vote`;
    },
    '/c/[community]/manage/compacts/votes/[vote]': linkOn(`${DESK}/compacts`, 'votes'),
    ...Object.fromEntries(
      ['roll', 'cancellation'].map((name): [string, Sample] => [
        `/c/[community]/manage/compacts/votes/[vote]/${name}`,
        async (person) => `${await linkOn(`${DESK}/compacts`, 'votes')(person)}/${name}`
      ])
    )
  }
};

/** The committee's rules: what it drafts, what is under notice. */
const RULES: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['rules', 'rules/new']),
    '/c/[community]/manage/rules/[draft]': linkOn(`${DESK}/rules`, 'rules'),
    ...Object.fromEntries(
      ['limits', 'activities', 'about'].map((view): [string, Sample] => [
        `the ${view} of a draft`,
        async (person) => `${await linkOn(`${DESK}/rules`, 'rules')(person)}?view=${view}`
      ])
    ),
    ...Object.fromEntries(
      ['review', 'history', 'replay'].map((name): [string, Sample] => [
        `/c/[community]/manage/rules/[draft]/${name}`,
        async (person) => `${await linkOn(`${DESK}/rules`, 'rules')(person)}/${name}`
      ])
    )
  }
};

/** What the committee reviews, decides and posts at the gate. */
const CLAIMS: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['claims', 'objections', 'notice-board']),
    '/c/[community]/manage/claims/[claim]': linkOn(`${DESK}/claims`, 'claims'),
    'a claim that was approved': linkOn(`${DESK}/claims?state=approved`, 'claims'),
    '/c/[community]/manage/objections/[fact]': linkOn(`${DESK}/objections`, 'objections')
  }
};

/** What a coordinator needs: shifts, the door, confirmation. */
const SHIFTS: Samples = {
  as: (cast) => cast.coordinator('yaolin', STILL),
  paths: {
    ...alike(DESK, ['shifts', 'shifts/new']),
    ...Object.fromEntries(
      ['cancellation', 'confirmation', 'edit', 'live', 'poster', 'sheet'].map(
        (name): [string, Sample] => [
          `/c/[community]/manage/shifts/[shift]/${name}`,
          async (_person, cast) => `${DESK}/shifts/${await newShift(cast)}/${name}`
        ]
      )
    ),
    '/c/[community]/manage/shifts/[shift]': async (person) => (await pastShift(person)).shift,
    '/c/[community]/manage/shifts/[shift]/people/[member]': async (person) =>
      (await pastShift(person)).member,
    'a shift that has not begun': async (_person, cast) => `${DESK}/shifts/${await newShift(cast)}`
  }
};

/** What the front desk needs for events and rooms. */
const EVENTS: Samples = {
  as: (cast) => cast.committee('yaolin', STILL),
  paths: {
    ...alike(DESK, ['events', 'events/new', 'rooms', 'rooms/new']),
    '/c/[community]/manage/rooms/[room]/edit': linkOn(`${DESK}/rooms`, 'rooms', '/edit'),
    ...Object.fromEntries(
      ['attendance', 'cancellation', 'edit', 'live', 'poster', 'sheet'].map(
        (name): [string, Sample] => [
          `/c/[community]/manage/events/[event]/${name}`,
          async (person) => `${await linkOn(`${DESK}/events`, 'events')(person)}/${name}`
        ]
      )
    ),
    'an event to come': linkOn(`${DESK}/events`, 'events'),
    '/c/[community]/manage/events/[event]': async (person) => (await pastEvent(person)).event,
    '/c/[community]/manage/events/[event]/people/[member]': async (person) =>
      (await pastEvent(person)).member
  }
};

export const SAMPLES: Record<string, Samples> = {
  'the front, joining and signing in': PUBLIC,
  'what a resident sees': RESIDENT,
  'what residents decide on': DECISIONS,
  'claims and the notice board': OWN_CLAIMS,
  'households and cards': HOUSEHOLDS,
  'grids, people and teams': OFFICE,
  'compacts and votes': COMPACTS,
  'drafts of rules': RULES,
  'claims and objections': CLAIMS,
  "a coordinator's shifts": SHIFTS,
  'events and rooms': EVENTS
};

/** Pages whose address is like their route. */
function alike(base: string, names: string[]): Record<string, string> {
  const paths = names.map((name) => `${base.replace(/\/$/, '')}/${name}`.replace(/\/$/, ''));
  return Object.fromEntries(
    paths.map((path) => [path.replace('/c/yaolin', '/c/[community]'), path])
  );
}

/** The first link of a list that leads to one of its things. */
function linkOn(list: string, thing: string, rest = ''): (person: Person) => Promise<string> {
  return async ({ request }) => {
    const html = await (await request.get(list)).text();
    const found = [...html.matchAll(/href="([^"?#]+)["?#]/g)].map(([, href]) => href ?? '');
    const link = found.find((href) => new RegExp(`/${thing}/${ID}${rest}$`).test(href));
    expect(link, `${list} leads to ${thing}`).toBeTruthy();
    return link ?? '';
  };
}

const newShift = (cast: Cast): Promise<string> => cast.patrol({ title: '看看每一页' });

async function poster(_person: Person, cast: Cast): Promise<string> {
  const coordinator = await cast.coordinator();
  await coordinator.open(`/manage/shifts/${await newShift(cast)}/poster`);
  return scanned(coordinator.page.locator('.poster svg'));
}

async function eventPoster(_person: Person, cast: Cast): Promise<string> {
  const committee = await cast.committee();
  await committee.open(
    `${(await linkOn(`${DESK}/events`, 'events')(committee)).slice(HOME.length)}/poster`
  );
  return scanned(committee.page.locator('.poster svg'));
}

async function upload({ request }: Person): Promise<string> {
  const buffer = Buffer.from('楼栋,房号,人口\n901栋,101,2\n901栋,,3\n901栋,102,很多\n');
  const answer = await request.post(`${DESK}/households/import`, {
    headers: { origin: origin(), accept: 'text/html' },
    multipart: {
      key: crypto.randomUUID(),
      pasted: '',
      file: { name: '名册.csv', mimeType: 'text/csv', buffer }
    }
  });
  return new URL(answer.url()).pathname;
}

/** A shift of the demo at which somebody's service was confirmed. */
async function pastShift(person: Person): Promise<{ shift: string; member: string }> {
  const { occasion, member } = await confirmedOn(person, 'shifts');
  return { shift: occasion, member };
}

/** An event of the demo at which somebody's attendance was confirmed. */
async function pastEvent(person: Person): Promise<{ event: string; member: string }> {
  const { occasion, member } = await confirmedOn(person, 'events');
  return { event: occasion, member };
}

async function confirmedOn({ request }: Person, kind: 'shifts' | 'events') {
  const html = await (await request.get(`${DESK}/${kind}?view=past`)).text();
  const links = html.matchAll(new RegExp(`href="(${DESK}/${kind}/${ID})"`, 'g'));
  for (const [, occasion = ''] of links) {
    const roster = await (await request.get(occasion)).text();
    const member = /href="([^"]+\/people\/[0-9a-f-]{36})"/.exec(roster)?.[1];
    if (member) return { occasion, member };
  }
  throw new Error(`nobody was confirmed at the demo's ${kind}`);
}
