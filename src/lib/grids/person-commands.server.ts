import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { readBirthYear } from '../communities/birth-year';
import { setBirthYear } from '../communities/birth-year.server';
import { enterPerson } from '../communities/people.server';
import { readPersonName } from '../communities/person-name';
import { m } from '../paraglide/messages';
import { isRefused, refuse } from '../shared/result';
import { DUTIES } from './duties';
import { optionalId } from './fields.server';
import { households } from './tables.server';

/**
 * Enters a person who has no phone; the person, or a helper, can claim the account later. Refuses what
 * `readPersonName` and `readBirthYear` do, and `person_exists` for a name that the household has already, unless
 * `same_name` says that these are two people.
 */
export const addPerson = defineCommand({
  name: 'communities.add_person',
  input: z.object({
    name: z.string().max(500),
    household_id: optionalId,
    birth_year: z.string().max(20).default(''),
    same_name: z.enum(['', 'yes']).default('')
  }),
  who: officer(...DUTIES.addPeople),
  async run(
    tx,
    { household_id, same_name, birth_year, ...typed },
    _authority,
    { communityId, now }
  ) {
    const read = readPersonName(typed.name);
    if (isRefused(read)) return read;
    const { name } = read;
    const born = readBirthYear(birth_year, now);
    if (isRefused(born)) return born;
    if (household_id) {
      const [household] = await tx
        .select({ id: households.id })
        .from(households)
        .where(and(eq(households.community_id, communityId), eq(households.id, household_id)))
        .for('no key update');
      if (!household) return refuse('not_found');
    }
    const id = await enterPerson(tx, {
      communityId,
      name,
      householdId: household_id || null,
      birthYear: born.year,
      now,
      mayShareName: same_name === 'yes'
    });
    if (id === null) return refuse('person_exists', { name, field: 'name' });
    return { ok: true, member_id: id, name };
  },
  done: ({ name }) => ({ text: m.manage_person_added({ name: String(name) }) })
});

/**
 * Notes in which year somebody says to be born, or nothing. The receipt does not repeat it. Refuses
 * birth_year_unlikely.
 */
export const noteBirthYear = defineCommand({
  name: 'communities.note_birth_year',
  input: z.object({ member_id: z.uuid(), birth_year: z.string().max(20).default('') }),
  who: officer(...DUTIES.addPeople),
  async run(tx, { member_id, birth_year }, _authority, { communityId, now }) {
    const read = readBirthYear(birth_year, now);
    if (isRefused(read)) return read;
    const isThere = await setBirthYear(tx, communityId, member_id, read.year);
    return isThere ? { ok: true, member_id } : refuse('not_found');
  },
  done: () => ({ text: m.communities_birth_year_saved() })
});
