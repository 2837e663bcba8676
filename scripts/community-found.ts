import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { accountOfPhone } from '../src/lib/accounts/accounts.server';
import { setPassword } from '../src/lib/accounts/password.server';
import { normalisePhone } from '../src/lib/accounts/phone';
import { openPhones } from '../src/lib/accounts/phone.server';
import { findCommunity } from '../src/lib/communities/directory.server';
import { foundCommunity } from '../src/lib/communities/found.server';
import { databaseClock } from '../src/lib/db/clock.server';
import type { Database } from '../src/lib/db/types.server';
import { OperatorError } from '../src/lib/shared/operator-error';
import { operate } from './operate';

const USAGE = `Founds a community with its first committee member, who appoints everybody else.

  npm run community:found -- --slug baiyang --name 白杨社区 --committee 陈建国 --phone 13800000000

  --slug        short name in addresses: small letters, digits and hyphens
  --name        the community's name;  --name-en  in English (default: the slug)
  --committee   the member's name;     --phone    a mobile number of mainland China
  --district    (default: none);       --time-zone (default: Asia/Shanghai)`;

interface Wanted {
  slug: string;
  name: string;
  name_en: string;
  district: string;
  time_zone: string;
  committee: string;
  phone: NonNullable<ReturnType<typeof normalisePhone>>;
}

await operate(async (db, config) => {
  const wanted = readArguments();
  if (await findCommunity(db.sql, wanted.slug)) {
    throw new OperatorError(`A community with the slug "${wanted.slug}" exists already.`);
  }
  const now = await databaseClock(db.sql);
  const phones = openPhones(config.secret);
  const { accountId, isNew } = await accountOfPhone(db.sql, phones, wanted.phone, now);
  const { phone: _phone, committee, ...community } = wanted;
  await foundCommunity(db, { ...community, committee: { name: committee, accountId } }, now);
  const password = isNew ? await firstPassword(db, accountId) : null;
  console.log(`${wanted.name} is founded: /c/${wanted.slug}`);
  console.log(`${committee} signs in as staff (/sign-in/staff) with the phone ${wanted.phone}`);
  console.log(
    password
      ? `and this password, which is shown only now and can be changed in the settings: ${password}`
      : 'and the password of their account, or by one-time code (/sign-in).'
  );
  return true;
});

function readArguments(): Wanted {
  const option = { type: 'string' } as const;
  const names = ['slug', 'name', 'name-en', 'committee', 'phone', 'district', 'time-zone'];
  let values: Record<string, string | undefined>;
  try {
    const options = Object.fromEntries(names.map((name) => [name, option]));
    values = parseArgs({ options }).values as Record<string, string | undefined>;
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
  const { slug = '', name = '', committee = '' } = values;
  const time_zone = values['time-zone'] ?? 'Asia/Shanghai';
  const phone = normalisePhone(values.phone ?? '');
  const wrong = [
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(slug) || '--slug',
    (name.trim() !== '' && name.length <= 60) || '--name',
    (committee.trim() !== '' && committee.length <= 40) || '--committee',
    isTimeZone(time_zone) || '--time-zone'
  ].filter((each) => each !== true);
  if (!phone) wrong.push('--phone');
  if (wrong.length > 0 || !phone) {
    throw new OperatorError(`Missing or wrong: ${wrong.join(', ')}.\n\n${USAGE}`);
  }
  const name_en = values['name-en'] ?? slug;
  return { slug, name, name_en, district: values.district ?? '', time_zone, committee, phone };
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Five groups of four letters and digits that cannot be mistaken for each other: 99 bits. */
async function firstPassword(db: Database, accountId: string): Promise<string> {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  const password = Array.from({ length: 5 }, group).join('-');
  await setPassword(db.sql, accountId, password, password);
  return password;
}
