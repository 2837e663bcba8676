import { newId } from '../shared/id';

/** An idempotency key: made once for each intention, kept through every retry. */
export const newKey = newId;
