import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { configureBallotKeys } from '../../src/lib/compacts/ballot-keys.server';
import { castVote } from '../../src/lib/compacts/casting.server';
import { discardBallots } from '../../src/lib/compacts/discard.server';
import { sealed_ballots } from '../../src/lib/compacts/tables.server';
import { CHOICES, type Choice } from '../../src/lib/compacts/verdict';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { done, foundTown, joinWith, openHome, type Town } from '../people/town';
import { HOUR, openVoteOn, publishCompact, resultOf, turn } from '../people/votes';
import { copyFolder, filesBelow, readTuples, type Voted } from './pages';

export const VOTERS = 40;
/** Of three choices in no pattern the best constant guess gets about half; a leak gets all. */
export const BY_CHANCE = 0.8 * VOTERS;

/** In no pattern, and the same in every run. */
export const choiceAt = (at: number): Choice =>
  CHOICES[(createHash('sha256').update(`ballot ${at}`).digest()[0] ?? 0) % 3] ?? 'against';

/** Everybody votes, and copies are taken while the vote is open and after its end. */
export async function voteAndCopy(
  db: Database,
  dataDirectory: string,
  folder: string,
  ballot: 'secret' | 'open',
  flush: () => Promise<void> = () => Promise.resolve()
) {
  const town: Town = await foundTown(db, PATROL_RULES, new Date());
  const keys = join(folder, 'ballot-keys');
  configureBallotKeys(keys);
  const people = [];
  for (let at = 0; at < VOTERS; at++) {
    people.push(await joinWith(town, await openHome(town), `居民${at + 1}`));
  }
  const { version } = await publishCompact(town);
  const vote_id = await openVoteOn(town, version, { ballot, activity: 'good-deed' });
  const voted: Voted[] = [];
  for (const [at, person] of people.entries()) {
    const [key, choice] = [newId(), choiceAt(at)];
    done(await town.send(person, castVote, { vote_id, choice }, key));
    voted.push({ key, choice });
  }
  const sealed = (await town.inside((tx) => tx.select().from(sealed_ballots))).map(
    (row) => row.sealed
  );
  await flush();
  const before = copyFolder(dataDirectory, join(folder, `${ballot}-before`));
  const key = ballot === 'secret' ? filesBelow(keys).map((file) => readFileSync(file, 'utf8')) : [];
  town.clock.at = new Date((town.clock.at ?? new Date()).getTime() + HOUR);
  await turn(town);
  expect((await resultOf(town, vote_id))?.turned_out).toBe(VOTERS);
  await discardBallots(db, town.communityId, await town.now());
  await flush();
  const after = copyFolder(dataDirectory, join(folder, `${ballot}-after`));
  return { voted, sealed, before, after, keys, key };
}

/** Whether some file holds the private key, as its file has it, raw, or in hex. */
export function holdsKey(files: string[], key: string): string[] {
  const raw = Buffer.from(key, 'base64url');
  const forms = [Buffer.from(key), raw, Buffer.from(raw.toString('hex'))];
  return files.filter((file) => {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

/** How many of the sealed ballots stand on the pages of a copy. */
export function countOnPages(dataDirectory: string, sealed: string[]): number {
  const pages = Buffer.concat(readTuples(dataDirectory).map(({ data }) => data)).toString('latin1');
  return sealed.filter((each) => pages.includes(each)).length;
}
