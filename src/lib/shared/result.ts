/** A refusal is a value with a code that has words (`refused_<code>`), never an exception. */
export type Refused = { refused: string; params?: Record<string, string | number> };

/** What a command answers: a refusal, or `ok` with what the caller may want to show. */
export type Outcome = ({ ok: true } & Record<string, Json>) | Refused;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export const isRefused = (value: object): value is Refused => 'refused' in value;

/** A refusal with the figures that its words need. */
export const refuse = (refused: string, params?: Refused['params']): Refused =>
  params ? { refused, params } : { refused };

/** States something that only a bug can break. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
