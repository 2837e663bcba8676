import { v7, validate } from 'uuid';

/** A new UUIDv7: sortable by the time at which the app made it. */
export const newId = (): string => v7();

/** Whether the text is a UUID in canonical form; anything else never reaches SQL. */
export const isId = (text: string): boolean => validate(text);
