import type { Command, Picture } from '../commands/command.server';
import { chosenFiles, readFields } from '../commands/fields';
import { newKey } from '../commands/key';
import { isRefused, refuse, type Refused } from '../shared/result';
import { readBoundedForm } from './body.server';
import { drawAnew } from './pictures.server';

const FIELDS_BYTES = 64 * 2 ** 10;

/** The field to which refusals of pictures belong. */
const PICTURES = 'photos';

/** A form as a command takes it. */
export interface SentForm {
  form: FormData;
  key: string;
  input: Record<string, string | string[]>;
  as: FormDataEntryValue | null;
}

/** Reads a form that may carry as many pictures as the command takes; a larger one is refused. */
export async function readSentForm(
  request: Request,
  command: Pick<Command, 'pictures'>
): Promise<SentForm | Refused> {
  const form = await readForm(request, command);
  if (!(form instanceof FormData)) return form;
  const key = String(form.get('key') ?? newKey());
  return { form, key, input: readFields(form), as: form.get('as') };
}

async function readForm(
  request: Request,
  { pictures }: Pick<Command, 'pictures'>
): Promise<FormData | Refused> {
  if (!pictures) return request.formData();
  // One more than may come: so that too many, or too large ones, get words for just that.
  const most = (pictures.most + 1) * pictures.mostBytes + FIELDS_BYTES;
  const form = await readBoundedForm(request, most);
  const megabytes = Math.floor(pictures.mostBytes / 2 ** 20);
  return form instanceof FormData ? form : refuse('picture_too_large', { megabytes });
}

/** The pictures of a form, drawn anew. Refuses `pictures_too_many` and what `drawAnew` refuses. */
export async function readPictures(
  form: FormData,
  { pictures: limits }: Pick<Command, 'pictures'>
): Promise<Picture[] | Refused> {
  const files = chosenFiles(form);
  if (files.length === 0) return [];
  const { most, mostBytes } = limits ?? { most: 0, mostBytes: 0 };
  if (files.length > most) return refuse('pictures_too_many', { most, field: PICTURES });
  const pictures: Picture[] = [];
  for (const file of files) {
    const drawn = await drawAnew(new Uint8Array(await file.arrayBuffer()), mostBytes);
    if (isRefused(drawn)) return refuse(drawn.refused, { ...drawn.params, field: PICTURES });
    pictures.push(drawn);
  }
  return pictures;
}
