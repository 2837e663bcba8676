/** Fields of a form as a command's input: text, with `name[]` as a list. Files stay with the route. */
export function readFields(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name === 'key' || name === 'back') continue;
    if (name.endsWith('[]')) {
      const list = (fields[name.slice(0, -2)] ??= []);
      if (Array.isArray(list)) list.push(value);
    } else fields[name] = value;
  }
  return fields;
}
