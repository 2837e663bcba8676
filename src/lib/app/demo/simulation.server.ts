import { accountOfPhone } from '../../accounts/accounts.server';
import { normalisePhone } from '../../accounts/phone';
import type { Phones } from '../../accounts/phone.server';
import type { Acting, Caller, Command, Done, Picture } from '../../commands/command.server';
import { newKey } from '../../commands/key';
import { runCommand } from '../../commands/run.server';
import type { Database } from '../../db/types.server';
import { assert, isRefused } from '../../shared/result';
import type { z } from 'zod';

/** What the demo needs of the app. */
export interface DemoApp {
  db: Database;
  phones: Phones;
}

/** A step of somebody's life in the demo, at its own time. */
export interface Happening {
  at: Date;
  happens: () => Promise<unknown>;
}

/** Plays a community's past: commands run at the time that the simulation stands at. */
export class Simulation {
  communityId = '';
  #at: Date;
  #phones = 0;

  constructor(
    readonly app: DemoApp,
    start: Date,
    private readonly phonePrefix: string
  ) {
    this.#at = start;
  }

  get at(): Date {
    return this.#at;
  }

  /** Moves on to a moment; time never goes back, because facts are ordered by it. */
  moveTo(moment: Date): void {
    if (moment > this.#at) this.#at = moment;
  }

  /** Runs a command that must succeed; a refusal is a mistake in the demo. */
  async run<Schema extends z.ZodType, Authority extends Acting>(
    command: Command<Schema, Authority>,
    caller: Caller,
    input: unknown,
    pictures: readonly Picture[] = []
  ): Promise<Done> {
    const outcome = await this.try(command, caller, input, pictures);
    assert(outcome, `the demo's ${command.name} is not refused`);
    return outcome;
  }

  /** Runs a command that may be refused, as in life: a shift is full, somebody is late. */
  async try<Schema extends z.ZodType, Authority extends Acting>(
    command: Command<Schema, Authority>,
    caller: Caller,
    input: unknown,
    pictures: readonly Picture[] = []
  ): Promise<Done | null> {
    await letOthersIn();
    const outcome = await runCommand(
      this.app.db,
      command,
      { communityId: this.communityId, key: newKey(), caller, input, pictures },
      async () => this.#at
    );
    return isRefused(outcome) ? null : outcome;
  }

  /** The account of the next invented phone number. */
  async nextAccount(): Promise<string> {
    const phone = normalisePhone(this.phonePrefix + String(++this.#phones).padStart(4, '0'));
    assert(phone, 'the demo invents phone numbers that could exist');
    const { db, phones } = this.app;
    return (await accountOfPhone(db.sql, phones, phone, this.#at)).accountId;
  }
}

/** The embedded database answers without ever leaving the thread: visitors need a turn between. */
const letOthersIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
