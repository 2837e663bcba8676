import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { isRefused } from '../shared/result';
import { ownPerson } from './authority.server';
import { readPersonName } from './person-name';
import { members } from './tables.server';

/** Corrects one's own name. Refuses name_blank and name_too_long. */
export const renameSelf = defineCommand({
  name: 'communities.rename_self',
  input: z.object({ name: z.string().max(500) }),
  who: ownPerson,
  async run(tx, input, { memberId, name: before }, { communityId }) {
    const read = readPersonName(input.name);
    if (isRefused(read)) return read;
    await tx
      .update(members)
      .set({ name: read.name })
      .where(and(eq(members.community_id, communityId), eq(members.id, memberId)));
    return { ok: true, name: read.name, before };
  },
  done: ({ name, before }) => ({
    text: m.communities_renamed({ name: String(name) }),
    undo: { command: 'communities.rename_self', fields: { name: String(before) } }
  })
});
