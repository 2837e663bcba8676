import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { communities } from '../../communities/tables.server';
import { databaseClock } from '../../db/clock.server';
import { fillDemo } from './fill.server';
import type { DemoApp } from './simulation.server';

/** How far the demo is; pages say so while it is being made. */
export interface DemoState {
  state: 'none' | 'filling' | 'ready';
  /** 0 to 100. */
  percent: number;
}

const marker = (folder: string) => join(folder, 'demo-unfinished');

/**
 * Throws away a data folder whose demo was interrupted half way. Called before the database is
 * opened; a folder with anything else in it than an unfinished demo is never touched.
 */
export function discardUnfinishedDemo(folder: string): void {
  if (!existsSync(marker(folder))) return;
  rmSync(join(folder, 'pg'), { recursive: true, force: true });
  rmSync(marker(folder));
}

/**
 * Fills an installation that holds no community yet. The server answers meanwhile.
 * @param state is kept up to date; @returns when the demo is there
 */
export async function fillOnFirstStart(
  app: DemoApp,
  folder: string,
  state: DemoState
): Promise<void> {
  state.state = 'filling';
  const [any] = await app.db.sql.select({ id: communities.id }).from(communities).limit(1);
  if (any) {
    Object.assign(state, { state: 'ready', percent: 100 });
    return;
  }
  writeFileSync(marker(folder), '');
  await fillDemo(app, await databaseClock(app.db.sql), (percent) => {
    state.percent = percent;
  });
  rmSync(marker(folder), { force: true });
  Object.assign(state, { state: 'ready', percent: 100 });
}
