/**
 * Loaded into an app before anything else (NODE_OPTIONS): its clock, and with it that of its
 * embedded database, is ahead by the milliseconds that the file CLOCK_AHEAD_FILE holds.
 */
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_AHEAD_FILE ?? '';
const outsideNow = Date.now;

const now = () => outsideNow() + Number(readFileSync(file, 'utf8'));

globalThis.Date = new Proxy(Date, {
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
  construct: (date, parts) =>
    parts.length === 0 ? new date(now()) : Reflect.construct(date, parts)
});
