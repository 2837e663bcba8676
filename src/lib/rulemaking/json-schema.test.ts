import { expect, test } from 'vitest';
import { TEMPLATES } from '../rules/templates/templates';
import { ruleSetJsonSchema, SCHEMA_PATH } from './json-schema.server';
import published from './rule-set-1.json';

test('the published schema is that by which files are read: a change needs another number', () => {
  const schema = ruleSetJsonSchema('https://linli.example');
  expect(schema.$id).toBe(`https://linli.example${SCHEMA_PATH}`);
  expect({ ...schema, $id: SCHEMA_PATH }).toEqual(published);
});

test('every field of the shipped templates is in the published schema', () => {
  const known = Object.keys(published.properties);
  for (const template of TEMPLATES.values()) {
    expect(Object.keys(template).filter((field) => !known.includes(field))).toEqual([]);
  }
});
