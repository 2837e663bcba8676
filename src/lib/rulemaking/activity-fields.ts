import { ACTIVITY_UNITS, FAMILIES } from '../rules/model';
import type { Activity, Attribute } from '../rules/model';
import { evidenceAttribute, teamAttribute } from '../rules/recorded';
import { triggerKey, TRIGGERS } from '../rules/triggers';
import type { Fields, Reader } from './fields';

/** The English words of a field, if there are any. */
export const english = (text: string | undefined) => (text?.trim() ? { en: text.trim() } : {});

/** An activity as the fields of its card. */
export function activityFields({
  id,
  name,
  family,
  unit,
  claimable,
  trigger,
  attributes
}: Activity): Fields {
  return Object.assign(
    {
      id,
      name: name.zh,
      name_en: name.en ?? '',
      family,
      unit,
      claimable: claimable ? 'yes' : '',
      trigger: trigger ? triggerKey(trigger) : ''
    },
    ...attributes.map((attribute, at) => ({
      [`attribute_${at}_id`]: attribute.id,
      [`attribute_${at}_kind`]: attribute.kind,
      [`attribute_${at}_name`]: attribute.name.zh,
      [`attribute_${at}_name_en`]: attribute.name.en ?? '',
      ...(attribute.kind === 'choice' && {
        [`attribute_${at}_options`]: attribute.options
          .map(attribute.id === 'team' ? teamLine : optionLine)
          .join('\n')
      }),
      ...(attribute.kind === 'scores' && {
        [`attribute_${at}_from`]: String(attribute.from),
        [`attribute_${at}_to`]: String(attribute.to)
      })
    }))
  );
}

/** One of the teams that are offered: its id, then its name. */
export const teamLine = ({ value, name }: Option): string => `${value} ${name.zh}`;

export type Option = Extract<Attribute, { kind: 'choice' }>['options'][number];

/** One line of the list of options: 国家级 / national. */
const optionLine = ({ name }: Option): string => (name.en ? `${name.zh} / ${name.en}` : name.zh);

/**
 * What the fields of an activity say, with what its buttons add to and take from it.
 * @param fresh makes the ids of what is added
 */
export function readActivity(
  reader: Reader,
  before: Activity | undefined,
  fresh: string
): Activity {
  const { fields } = reader;
  const [verb, place] = (fields.do ?? '').split(':');
  const attributes = reader
    .count('attribute', 'id')
    .filter((at) => !(verb === 'remove-attribute' && String(at) === place))
    .map((at) => readAttribute(reader, at, before, fresh));
  const trigger = TRIGGERS.find((each) => triggerKey(each) === fields.trigger);
  return {
    id: reader.text('id'),
    family: reader.oneOf('family', FAMILIES),
    name: { zh: reader.text('name'), ...english(fields.name_en) },
    unit: reader.oneOf('unit', ACTIVITY_UNITS),
    attributes:
      verb === 'add-attribute' ? [...attributes, newAttribute(reader, fresh)] : attributes,
    ...(fields.claimable === 'yes' && { claimable: true as const }),
    ...(trigger && { trigger })
  };
}

const KINDS = ['choice', 'number', 'yes_no', 'text', 'scores'] as const;

function newAttribute(reader: Reader, fresh: string): Attribute {
  if (reader.fields.new_kind === 'evidence') return evidenceAttribute();
  if (reader.fields.new_kind === 'team') return teamAttribute(readTeams(reader, 'team_options'));
  const kind = reader.oneOf('new_kind', KINDS);
  const name = { zh: reader.text('new_name') };
  const id = `attribute-${fresh}`;
  if (kind === 'scores') return { id, name, kind, from: 0, to: 10 };
  if (kind !== 'choice') return { id, name, kind };
  const options = readOptions(reader, 'new_options', [], fresh);
  return { id, name, kind, options };
}

function readAttribute(
  reader: Reader,
  at: number,
  before: Activity | undefined,
  fresh: string
): Attribute {
  const place = `attribute_${at}`;
  const id = reader.text(`${place}_id`);
  if (id === 'evidence') return evidenceAttribute();
  if (id === 'team') return teamAttribute(readTeams(reader, `${place}_options`));
  const name = {
    zh: reader.text(`${place}_name`),
    ...english(reader.fields[`${place}_name_en`])
  };
  const kind = reader.oneOf(`${place}_kind`, KINDS);
  if (kind === 'scores') {
    const from = reader.whole(`${place}_from`, 0);
    return { id, name, kind, from, to: reader.whole(`${place}_to`, 0) };
  }
  if (kind !== 'choice') return { id, name, kind };
  const known = before?.attributes.find((each) => each.id === id);
  const options = known?.kind === 'choice' ? known.options : [];
  return { id, name, kind, options: readOptions(reader, `${place}_options`, options, fresh) };
}

/** One team a line, its id before its name: as the form offers them. */
function readTeams(reader: Reader, field: string): { id: string; name: string }[] {
  const lines = (reader.fields[field] ?? '').split('\n').filter(Boolean);
  if (lines.length === 0) reader.report(field === 'team_options' ? 'new_kind' : field, 'missing');
  return lines.map((line) => {
    const [id = '', ...name] = line.split(' ');
    return { id, name: name.join(' ').trim() || id };
  });
}

/** One option a line. A line keeps its value by its words, or else by its place in the list. */
function readOptions(reader: Reader, field: string, before: Option[], fresh: string): Option[] {
  const lines = (reader.fields[field] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) reader.report(field, 'missing');
  const unchanged = new Set(before.map(optionLine).filter((line) => lines.includes(line)));
  return lines.map((line, at) => {
    const [zh = '', en] = line.split(/\s+[/／]\s+/);
    const same = before.find((each) => optionLine(each) === line);
    const replaced = before[at];
    const isRenamed = replaced !== undefined && !unchanged.has(optionLine(replaced));
    const value = same?.value ?? (isRenamed ? replaced.value : `${fresh}-${at}`);
    return { value, name: { zh, ...english(en) } };
  });
}
