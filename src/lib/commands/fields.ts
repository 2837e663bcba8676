/** What every form carries beside its command's input. */
const BOOKKEEPING = new Set(['key', 'back', 'as']);

/** Fields of a form as a command's input: text, with `name[]` as a list. Files stay with the route. */
export function readFields(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || BOOKKEEPING.has(name)) continue;
    if (name.endsWith('[]')) {
      const list = (fields[name.slice(0, -2)] ??= []);
      if (Array.isArray(list)) list.push(value);
    } else fields[name] = value;
  }
  return fields;
}

/** The photos of a form; a field in which nothing was chosen comes as an empty file. */
export const chosenFiles = (form: FormData): File[] =>
  form
    .getAll('photos')
    .filter((value): value is File => typeof value !== 'string' && value.size > 0);
