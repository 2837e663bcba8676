import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import { isIPv6 } from 'node:net';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import { phonePrefix, type Phone } from './phone';
import type { Phones } from './phone.server';
import { rate_limits } from './tables.server';

const HOUR_SECONDS = 3600;

/**
 * How often something may happen. Addresses are generous: a whole hall joins over one Wi-Fi, and
 * carriers put many phones behind one address.
 */
const LIMITS = {
  code_by_phone: { points: 6, duration: HOUR_SECONDS },
  code_by_prefix: { points: 120, duration: HOUR_SECONDS },
  code_by_address: { points: 300, duration: HOUR_SECONDS },
  wrong_code_by_address: { points: 60, duration: HOUR_SECONDS },
  password_by_phone: { points: 8, duration: HOUR_SECONDS / 4 },
  password_by_address: { points: 100, duration: HOUR_SECONDS / 4 },
  helper_by_account: { points: 20, duration: HOUR_SECONDS },
  wrong_card_by_address: { points: 40, duration: HOUR_SECONDS }
} as const;

export type LimitName = keyof typeof LIMITS;

/** Something to count: which limit, and for whom. */
export type Counted = [LimitName, string];

export interface Limits {
  /** Counts one attempt against each; refuses `too_often` with the minutes to wait. */
  count(...counted: Counted[]): Promise<{ ok: true } | Refused>;
  /** Refuses when one of them is used up already, without counting. */
  look(...counted: Counted[]): Promise<{ ok: true } | Refused>;
}

/** Limits kept in the database, so that every process of the installation counts together. */
export function openLimits(sql: Sql, phones: Phones): Limits {
  const limiters = new Map<LimitName, RateLimiterDrizzle>();
  const limiterOf = (name: LimitName) => {
    const known = limiters.get(name);
    if (known) return known;
    const { points, duration } = LIMITS[name];
    const made = new RateLimiterDrizzle({
      storeClient: sql,
      schema: rate_limits,
      keyPrefix: name,
      points,
      duration,
      clearExpiredByTimeout: limiters.size === 0
    });
    limiters.set(name, made);
    return made;
  };
  return {
    async count(...counted) {
      for (const [name, whom] of counted) {
        const passed = await limiterOf(name)
          .consume(phones.countingKey(whom))
          .catch((reason: unknown) => reason);
        if (passed instanceof Error) throw passed;
        if (passed instanceof RateLimiterRes && passed.consumedPoints > LIMITS[name].points) {
          return tooOften(passed);
        }
      }
      return { ok: true };
    },
    async look(...counted) {
      for (const [name, whom] of counted) {
        const found = await limiterOf(name).get(phones.countingKey(whom));
        if (found && found.consumedPoints >= LIMITS[name].points) return tooOften(found);
      }
      return { ok: true };
    }
  };
}

const tooOften = ({ msBeforeNext }: RateLimiterRes): Refused =>
  refuse('too_often', { minutes: Math.max(1, Math.ceil(msBeforeNext / 60_000)) });

/** What asking for a code counts against. */
export const codeRequest = (phone: Phone, address: string): Counted[] => [
  ['code_by_phone', phone],
  ['code_by_prefix', phonePrefix(phone)],
  ['code_by_address', network(address)]
];

/**
 * What is counted as one place: an address, or the /64 that an IPv6 customer holds as a whole. A
 * connection that has just broken off has none.
 */
export function network(address: string | undefined): string {
  if (!address) return 'nowhere';
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
