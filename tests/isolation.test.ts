import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames, findCommand } from '../src/lib/app/commands.server';
import { openEmbedded } from '../src/lib/db/connect.server';
import { rows } from '../src/lib/db/rows.server';
import { withCommunity } from '../src/lib/db/tenancy.server';
import type { Database } from '../src/lib/db/types.server';
import { newId } from '../src/lib/shared/id';
import { startBuiltApp, type BuiltApp } from './built-app';
import { everyField, inputFor } from './isolation/fields';
import { listRoutes, type Route } from './isolation/routes';
import { blank, nowhere, peopleTown, type Samples } from './isolation/samples';
import { SECRET } from './people/town';
import { GLOBAL_TABLES } from './server/catalogue';

/**
 * Chen is on the committee of one community and knows every id of another. Whatever she asks about
 * it is answered as if it did not exist. The routes are read from their files, so that new ones are
 * covered by themselves.
 */
const folder = mkdtempSync(join(tmpdir(), 'linli-isolation-'));
const nobody = nowhere();
let app: BuiltApp;
let cookie: string;
let here: Samples;
let there: Samples;
let thereBefore: string;

beforeAll(async () => {
  const db = await openEmbedded(folder);
  const [own, other] = [await peopleTown(db), await peopleTown(db)];
  [here, there] = [own.samples, other.samples];
  cookie = `linli_session=${own.session}; person=${own.town.chen.memberId}`;
  thereBefore = await fingerprint(db, there.communityId);
  await db.close();
  app = await startBuiltApp({ DATA_DIR: folder, APP_SECRET: SECRET, DEMO: 'off' });
}, 300_000);

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const routes = listRoutes();
const inCommunity = routes.filter(({ path }) => path.startsWith('/c/[community]'));
const named = routes.filter(
  ({ params, path }) =>
    params.some((name) => name !== 'community') && !path.endsWith('/commands/[name]')
);

/** Names of parameters of addresses and the samples that they stand for. */
const PARAMETERS: Record<string, keyof Samples> = {
  community: 'community',
  shift: 'shift',
  event: 'event',
  room: 'room',
  team: 'team',
  fact: 'fact',
  claim: 'claim',
  photo: 'photo',
  activity: 'activity',
  household: 'household',
  grid: 'grid',
  batch: 'batch',
  upload: 'upload',
  member: 'member',
  person: 'member',
  code: 'code',
  compact: 'compact',
  version: 'version',
  article: 'article',
  vote: 'vote',
  draft: 'draft',
  proposal: 'proposal',
  redemption: 'redemption',
  token: 'token'
};

/** The address of a route; `community` from one community, everything else from another. */
function addressOf({ path }: Route, community: string, samples: Samples): string {
  const isEvents = path.includes('/events/');
  return path.replace(/\[+(?:\.{3})?(\w+)(?:=\w+)?\]+/g, (_, name: string) => {
    if (name === 'community') return community;
    if (name === 'name') return 'volunteering.sign_up';
    const sample = isEvents && name === 'token' ? 'event_token' : PARAMETERS[name];
    if (!sample) {
      throw new Error(
        `${path} has the parameter [${name}], of which the isolation test knows no example: add it ` +
          `to PARAMETERS in tests/isolation.test.ts and, when it is new, to tests/isolation/samples.ts.`
      );
    }
    return samples[sample];
  });
}

/** Pages of one person: the committee has others for the same. */
const HERS_ALONE = ['/c/[community]/mine/claims/[claim]'];

interface Answer {
  status: number;
  location: string;
  body: string;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { cookie, origin: app.origin, accept: 'text/html', ...init.headers };
  const answer = await fetch(app.origin + path, { redirect: 'manual', ...init, headers });
  const hide = (text: string) => blank(text, there, nobody, here);
  return {
    status: answer.status,
    location: hide(answer.headers.get('location') ?? ''),
    body: hide(await answer.text())
  };
}

function formOf(samples: Samples): URLSearchParams {
  const form = new URLSearchParams({ key: newId(), back: '/' });
  for (const [name, value] of Object.entries(everyField(samples))) {
    if (!Array.isArray(value)) form.append(name, value);
    else for (const each of value.flat()) form.append(`${name}[]`, each);
  }
  return form;
}

const send = (path: string, samples: Samples) =>
  ask(path, { method: 'POST', body: formOf(samples) });

test('the route table is read: there are pages, forms and parameters', () => {
  expect(inCommunity.length).toBeGreaterThan(20);
  expect(named.length).toBeGreaterThan(10);
  expect(routes.flatMap(({ actions }) => actions).length).toBeGreaterThan(10);
});

describe('with the address of another community', () => {
  test.each(inCommunity)('$path answers as for one that does not exist', async (route) => {
    const [other, none] = [
      addressOf(route, there.community, there),
      addressOf(route, nobody.community, nobody)
    ];
    if (route.opens) {
      expect(await ask(other)).toEqual(await ask(none));
      expect((await ask(other)).status).toBe(404);
    }
    if (route.isPage) {
      expect(await ask(`${other}/__data.json`)).toEqual(await ask(`${none}/__data.json`));
    }
    for (const action of route.actions) {
      expect(await send(other + action, there)).toEqual(await send(none + action, nobody));
    }
  });
});

describe('with ids of another community in one’s own', () => {
  test.each(named)('$path answers as for ids that do not exist', async (route) => {
    const own = addressOf(route, here.community, here);
    const [other, none] = [
      addressOf(route, here.community, there),
      addressOf(route, here.community, nobody)
    ];
    if (route.opens) {
      const mine = await ask(own);
      expect(HERS_ALONE.includes(route.path) ? [404] : [200, 303]).toContain(mine.status);
      expect(await ask(other)).toEqual(await ask(none));
      if (mine.status === 200) expect(await ask(other)).not.toEqual(mine);
    }
    if (route.isPage) {
      expect(await ask(`${other}/__data.json`)).toEqual(await ask(`${none}/__data.json`));
    }
    for (const action of route.actions) {
      expect(await send(other + action, there)).toEqual(await send(none + action, nobody));
    }
  });
});

describe('commands with ids of another community', () => {
  test.each(commandNames())('%s answers as for ids that do not exist', async (name) => {
    const command = findCommand(name);
    if (!command) throw new Error(`${name} is registered`);
    const post = (samples: Samples, community: string) =>
      ask('/api/commands', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          community,
          command: name,
          key: newId(),
          person: cookie.split('person=')[1],
          input: inputFor(command, samples)
        })
      });
    if (!inputFor(command, there)) return;
    const answer = await post(there, here.community);
    expect(answer).toEqual(await post(nobody, here.community));
    expect(answer.status).toBe(422);
    expect(answer.body).not.toContain('"input_invalid"');
    expect(await post(there, there.community)).toEqual(await post(nobody, nobody.community));
    const form = await send(`/c/${here.community}/commands/${name}`, there);
    expect(form).toEqual(await send(`/c/${here.community}/commands/${name}`, nobody));
  });
});

test('after all this nothing in the other community has changed', async () => {
  await app.stop();
  const db = await openEmbedded(folder);
  const after = await fingerprint(db, there.communityId);
  await db.close();
  expect(after).toBe(thereBefore);
});

/** Everything that a community has, as one text. */
async function fingerprint(db: Database, communityId: string): Promise<string> {
  return withCommunity(db, communityId, async (tx) => {
    const tables = await rows<{ name: string }>(
      tx,
      sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`
    );
    const contents: string[] = [];
    for (const { name } of tables.filter((table) => !GLOBAL_TABLES.includes(table.name))) {
      const [row] = await rows<{ all: string | null }>(
        tx,
        sql`select string_agg(t::text, E'\n' order by t::text) as all from ${sql.identifier(name)} t`
      );
      contents.push(`${name}\n${row?.all ?? ''}`);
    }
    return contents.join('\n');
  });
}
