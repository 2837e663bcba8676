import { pino } from 'pino';

/** Logs never carry names, phone numbers, codes or request bodies: only routes, ids and errors. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: ['err.params', 'err.cause.parameters', 'err.query'], remove: true }
});
