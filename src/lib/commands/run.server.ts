import { and, eq } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { databaseClock, type Clock } from '../db/clock.server';
import { sqlState, UNIQUE_VIOLATION } from '../db/sql-state.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database, Sql } from '../db/types.server';
import { isId } from '../shared/id';
import { isRefused, refuse, type Json, type Outcome } from '../shared/result';
import type { Acting, Caller, Command, CommandContext, Picture } from './command.server';
import { command_receipts } from './tables.server';

export interface CommandRequest {
  communityId: string;
  /** A UUID made once for each intention; the same key never has a second effect. */
  key: string;
  caller: Caller;
  input: unknown;
  phoneAt?: Date | null;
  pictures?: readonly Picture[];
}

type Receipt = typeof command_receipts.$inferSelect;

/** Carries a refusal out of the transaction, so that whatever was written before it is undone. */
class RolledBack extends Error {
  constructor(
    readonly outcome: Outcome,
    readonly receipt: Receipt
  ) {
    super('rolled back');
  }
}

/**
 * Runs a command once. A repeat with the same key and input gets the stored outcome; other input
 * or another sender under the same key gets `key_reused`. Bugs throw and leave nothing behind.
 */
export async function runCommand<Schema extends z.ZodType, Authority extends Acting>(
  db: Database,
  command: Command<Schema, Authority>,
  request: CommandRequest,
  clock: Clock = databaseClock
): Promise<Outcome> {
  if (!isId(request.key)) return refuse('key_malformed');
  const parsed = command.input.safeParse(request.input);
  if (!parsed.success) return refuseInput(parsed.error);
  const attempt = () => decide(db, command, request, parsed.data, clock);
  return withRetries(attempt);
}

/** Names the first field that is wrong; forms show the words beside it. */
function refuseInput(error: z.ZodError): Outcome {
  const issue = error.issues[0];
  return refuse('input_invalid', { field: issue ? issue.path.join('.') : '' });
}

async function decide<Schema extends z.ZodType, Authority extends Acting>(
  db: Database,
  command: Command<Schema, Authority>,
  request: CommandRequest,
  input: z.output<Schema>,
  clock: Clock
): Promise<Outcome> {
  const hash = hashInput(command, request.input, request.pictures ?? []);
  const replay = (stored: Receipt): Outcome =>
    stored.input_hash === hash && stored.actor === request.caller.accountId
      ? stored.outcome
      : refuse('key_reused');
  try {
    return await withCommunity(db, request.communityId, async (tx) => {
      const stored = await findReceipt(tx, request);
      if (stored) return replay(stored);
      const now = await clock(tx);
      const context: CommandContext = {
        communityId: request.communityId,
        caller: request.caller,
        now,
        readClock: () => clock(tx),
        phoneAt: request.phoneAt ?? null,
        pictures: request.pictures ?? []
      };
      const authority = await command.who(tx, input, context);
      const outcome = isRefused(authority)
        ? authority
        : await command.run(tx, input, authority, context);
      const receipt: Receipt = {
        community_id: request.communityId,
        key: request.key,
        actor: request.caller.accountId,
        on_behalf_of: isRefused(authority) ? null : authority.onBehalfOf,
        acting_member: isRefused(authority) ? null : ownMember(authority),
        name: command.name,
        input_hash: hash,
        outcome,
        at: now,
        phone_at: context.phoneAt
      };
      if (isRefused(outcome)) throw new RolledBack(outcome, receipt);
      await tx.insert(command_receipts).values(receipt);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return keepRefusal(db, request, error, replay);
    // Beaten to a unique row: perhaps by this very command, sent twice at once.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    const stored = await withCommunity(db, request.communityId, (tx) => findReceipt(tx, request));
    if (!stored) throw error;
    return replay(stored);
  }
}

const ownMember = ({ onBehalfOf, memberId }: Acting): string | null =>
  onBehalfOf ? null : (memberId ?? null);

/** Stores a refusal; if the same command got through meanwhile, its outcome is the answer. */
async function keepRefusal(
  db: Database,
  request: CommandRequest,
  { receipt, outcome }: RolledBack,
  replay: (stored: Receipt) => Outcome
): Promise<Outcome> {
  return withCommunity(db, request.communityId, async (tx) => {
    const kept = await tx
      .insert(command_receipts)
      .values(receipt)
      .onConflictDoNothing()
      .returning({ key: command_receipts.key });
    if (kept.length > 0) return outcome;
    const stored = await findReceipt(tx, request);
    return stored ? replay(stored) : outcome;
  });
}

async function findReceipt(tx: Sql, request: CommandRequest): Promise<Receipt | undefined> {
  const [receipt] = await tx
    .select()
    .from(command_receipts)
    .where(
      and(
        eq(command_receipts.community_id, request.communityId),
        eq(command_receipts.key, request.key)
      )
    );
  return receipt;
}

/**
 * The hash of the command's name, its input with keys in a fixed order and without its secrets, and
 * its pictures' hashes.
 */
function hashInput(
  { name, secrets = [] }: Pick<Command, 'name' | 'secrets'>,
  input: unknown,
  pictures: readonly Picture[]
): string {
  const said = canonical(without(secrets, input as Json));
  const hash = createHash('sha256').update(name + '\n' + said);
  for (const { sha256 } of pictures) hash.update('\n' + sha256);
  return hash.digest('hex');
}

const without = (secrets: readonly string[], input: Json): Json =>
  input !== null && typeof input === 'object' && !Array.isArray(input)
    ? Object.fromEntries(Object.entries(input).filter(([name]) => !secrets.includes(name)))
    : input;

function canonical(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const RETRIES = 5;

/** Deadlocks and serialisation failures are the database's way to say "again". */
async function withRetries(attempt: () => Promise<Outcome>): Promise<Outcome> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= RETRIES || !['40001', '40P01'].includes(sqlState(error))) throw error;
    }
  }
}
