import type { z } from 'zod';
import type { Sql } from '../db/types.server';
import type { Outcome, Refused } from '../shared/result';

/** Who sends a command: the account, and the member it currently speaks for. */
export interface Caller {
  accountId: string;
  /** The member whom the account has chosen to act as; null for one who has not joined yet. */
  memberId: string | null;
}

/** What `run` may use beside its input and its authority. */
export interface CommandContext {
  communityId: string;
  caller: Caller;
  /** The time that decides, read once from the database's clock. */
  now: Date;
  /** Reads that clock again, for what must be ordered after a lock was taken. */
  readClock: () => Promise<Date>;
  /** The phone's time, for commands that waited offline; only ever recorded or bounded. */
  phoneAt: Date | null;
  /** What came with it, in the order in which it was chosen. */
  pictures: readonly Picture[];
}

/** A picture that was decoded and drawn anew before the command runs. */
export interface Picture {
  /** Of what was sent, in hex: by it a repeat is known to be the same. */
  sha256: string;
  /** WebP, upright, without anything about place, time or device. */
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Proves that the caller may: what it returns is what `run` receives as its authority. */
export type Who<Input, Authority> = (
  tx: Sql,
  input: Input,
  context: CommandContext
) => Promise<Authority | Refused>;

/** An authority says who acts and for whom, so that the audit log can. */
export interface Acting {
  onBehalfOf: string | null;
  /** Whose authority it is, for those who are members. */
  memberId?: string;
}

export interface Command<Schema extends z.ZodType = z.ZodType, Authority extends Acting = Acting> {
  /** `feature.verb`, stable: it is stored in receipts and in phones' outboxes. */
  name: string;
  input: Schema;
  /** How many pictures may come with it, in fields called `photos`, and how large each; none unless given. */
  pictures?: { most: number; mostBytes: number };
  /**
   * Fields whose values are stored nowhere: left out of the hash in the receipt, from which one of a
   * few could be guessed. Sent again with another value under the same key, the first one counts.
   */
  secrets?: readonly string[];
  who: Who<z.output<Schema>, Authority>;
  run(
    tx: Sql,
    input: z.output<Schema>,
    authority: Authority,
    context: CommandContext
  ): Promise<Outcome>;
  /** Words for the person when it worked, and the command that takes it back, if there is one. */
  done(outcome: Done): Said;
}

export type Done = Extract<Outcome, { ok: true }>;

export interface Said {
  text: string;
  undo?: { command: string; fields: Record<string, string> };
}

/** Words for a refusal's code in the person's language; each feature has its own. */
export type RefusalWords = Record<string, (params: NonNullable<Refused['params']>) => string>;

/** Declares a change of state. There is no other way to write to a community. */
export const defineCommand = <Schema extends z.ZodType, Authority extends Acting>(
  command: Command<Schema, Authority>
): Command<Schema, Authority> => command;
