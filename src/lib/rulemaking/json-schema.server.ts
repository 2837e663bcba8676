import { z } from 'zod';
import { ruleSetSchema } from '../rules/schema.server';

/** Where the JSON Schema of a rule set's file is published; a change of the form gets another number. */
export const SCHEMA_PATH = '/schemas/rule-set-1.json';

/**
 * The JSON Schema of a file with a rule set, made from the schema by which files are read. Whether its
 * parts fit together (an id that exists, a band that begins before it ends) only reading it tells.
 */
export function ruleSetJsonSchema(origin: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(ruleSetSchema, { io: 'input', reused: 'ref' });
  const properties = { $schema: { type: 'string' }, ...schema.properties };
  return {
    $schema,
    $id: origin + SCHEMA_PATH,
    title: 'Linli rule set',
    ...schema,
    properties
  };
}
