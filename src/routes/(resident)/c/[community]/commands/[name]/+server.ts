import { findCommand } from '$lib/app/commands.server';
import { withAnswer, withoutAnswer } from '$lib/app/said.server';
import { readFields } from '$lib/commands/fields';
import { safePath, submit } from '$lib/app/submit.server';
import { error, redirect } from '@sveltejs/kit';

/** The way in for forms without fields to keep: runs the command and goes back to say what happened. */
export const POST = async (event) => {
  const form = await event.request.formData();
  const command = findCommand(event.params.name) ?? error(404);
  const key = String(form.get('key'));
  const back = safePath(form.get('back'), `/c/${event.params.community}`);
  const outcome = await submit(event, command, {
    key,
    input: readFields(form),
    as: form.get('as'),
    back: withoutAnswer(back)
  });
  redirect(303, withAnswer(back, key, outcome));
};
