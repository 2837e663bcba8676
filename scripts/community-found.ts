import { parseArgs } from 'node:util';
import { normalisePhone } from '../src/lib/accounts/phone';
import { openPhones } from '../src/lib/accounts/phone.server';
import { found, type Founding } from '../src/lib/app/founding.server';
import { findCommunity } from '../src/lib/communities/directory.server';
import { readPersonName } from '../src/lib/communities/person-name';
import { DEFAULT_TEMPLATE, TEMPLATES } from '../src/lib/rules/templates/templates';
import { OperatorError } from '../src/lib/shared/operator-error';
import { isRefused } from '../src/lib/shared/result';
import { operate } from './operate';

const USAGE = `Founds a community with its first committee member, who appoints everybody else.

  npm run community:found -- --slug baiyang --name 白杨社区 --committee 陈建国 --phone 13800000000

  --slug        short name in addresses: small letters, digits and hyphens
  --name        the community's name;  --name-en  in English (default: the slug)
  --committee   the member's name;     --phone    a mobile number of mainland China
  --district    (default: none);       --time-zone (default: Asia/Shanghai)
  --rules       the point rules in force from today: ${[...TEMPLATES.keys()].join(', ')},
                or none (default: ${DEFAULT_TEMPLATE})`;

await operate(async (db, config) => {
  const wanted = readArguments();
  if (await findCommunity(db.sql, wanted.slug)) {
    throw new OperatorError(`A community with the slug "${wanted.slug}" exists already.`);
  }
  const { password } = await found(db, openPhones(config.secret, config.formerSecret), wanted);
  console.log(`${wanted.name} is founded: /c/${wanted.slug}`);
  console.log(
    `${wanted.committee} signs in as staff (/sign-in/staff) with the phone ${wanted.phone}`
  );
  console.log(
    password
      ? `and this password, which is shown only now and can be changed in the settings: ${password}`
      : 'and the password of their account, or by one-time code (/sign-in).'
  );
  return true;
});

function readArguments(): Founding {
  const option = { type: 'string' } as const;
  const names = ['slug', 'name', 'name-en', 'committee', 'phone', 'district', 'time-zone', 'rules'];
  let values: Record<string, string | undefined>;
  try {
    const options = Object.fromEntries(names.map((name) => [name, option]));
    values = parseArgs({ options }).values as Record<string, string | undefined>;
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
  const { slug = '', name = '', committee = '', rules: chosen = DEFAULT_TEMPLATE } = values;
  const person = readPersonName(committee);
  const rules = chosen === 'none' ? null : TEMPLATES.get(chosen);
  const time_zone = values['time-zone'] ?? 'Asia/Shanghai';
  const phone = normalisePhone(values.phone ?? '');
  const wrong = [
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(slug) || '--slug',
    (name.trim() !== '' && name.length <= 60) || '--name',
    isTimeZone(time_zone) || '--time-zone'
  ].filter((each) => each !== true);
  if (isRefused(person)) wrong.push('--committee');
  if (rules === undefined) wrong.push('--rules');
  if (!phone) wrong.push('--phone');
  if (wrong.length > 0 || isRefused(person) || rules === undefined || !phone) {
    throw new OperatorError(`Missing or wrong: ${wrong.join(', ')}.\n\n${USAGE}`);
  }
  const name_en = values['name-en'] ?? slug;
  const district = values.district ?? '';
  return { slug, name, name_en, district, time_zone, committee: person.name, phone, rules };
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
