import { levels, pino } from 'pino';

/** An unknown level is refused with words where the settings are read, and must not fail before. */
const wanted = process.env.LOG_LEVEL ?? '';

/** Logs never carry names, phone numbers, codes or request bodies: only routes, ids and errors. */
export const log = pino({
  level: wanted in levels.values || wanted === 'silent' ? wanted : 'info',
  serializers: { err: describeError }
});

/** PostgreSQL's codes for values that it cannot take (class 22): its message quotes the value. */
const QUOTES_VALUE = /^22/;
const LONGEST_MESSAGE = 500;

export interface ErrorOfLog {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack: string;
  cause?: ErrorOfLog;
}

/**
 * What the log keeps of an error and its causes. Left out are the values of a query, which drizzle
 * writes into its message and stack, and PostgreSQL's detail, which repeats the row.
 */
export function describeError(error: unknown, depth = 0): ErrorOfLog {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const code = textOf(error, 'code');
  const constraint = textOf(error, 'constraint') ?? textOf(error, 'constraint_name');
  return {
    type: error.name,
    message: code && QUOTES_VALUE.test(code) ? '' : withoutValues(error.message),
    ...(code ? { code } : {}),
    ...(constraint ? { constraint } : {}),
    stack: framesOf(error),
    ...(error.cause && depth < 5 ? { cause: describeError(error.cause, depth + 1) } : {})
  };
}

const withoutValues = (message: string): string =>
  (message.split('\nparams: ', 1)[0] ?? '').slice(0, LONGEST_MESSAGE);

/** A stack begins with the message; only the places in the code are kept. */
function framesOf({ stack = '', message }: Error): string {
  const begin = stack.indexOf(message);
  const rest = begin < 0 ? stack : stack.slice(begin + message.length);
  return rest
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

function textOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
