import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { enterPerson } from '../communities/people.server';
import { m } from '../paraglide/messages';
import { refuse } from '../shared/result';
import { DUTIES } from './duties';
import { optionalId, personName } from './fields.server';
import { households } from './tables.server';

/**
 * Enters a person who has no phone; the person, or a helper, can claim the account later. Refuses a
 * name that the household has already, unless `same_name` says that these are two people.
 */
export const addPerson = defineCommand({
  name: 'communities.add_person',
  input: z.object({
    name: personName.pipe(z.string().min(1)),
    household_id: optionalId,
    same_name: z.enum(['', 'yes']).default('')
  }),
  who: officer(...DUTIES.addPeople),
  async run(tx, { name, household_id, same_name }, _authority, { communityId, now }) {
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
      now,
      mayShareName: same_name === 'yes'
    });
    if (id === null) return refuse('person_exists', { name, field: 'name' });
    return { ok: true, member_id: id, name };
  },
  done: ({ name }) => ({ text: m.manage_person_added({ name: String(name) }) })
});
