import { z } from 'zod';
import {
  normaliseBuilding,
  normaliseName,
  normaliseRoom,
  normaliseUnit,
  visibleText
} from './roster-text';
import { wholeNumberField } from '../shared/number-field.server';

const text = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(visibleText);

/** Fields of forms about grids and households, brought to the same form as those of a roster. */
export const gridName = text(50).pipe(z.string().min(1).max(50));
export const idOrNone = z.union([z.literal(''), z.uuid()]);
export const optionalId = idOrNone.default('');
export const building = text(40).transform(normaliseBuilding).pipe(z.string().min(1).max(40));
export const unit = text(20).transform(normaliseUnit).pipe(z.string().max(20)).default('');
export const room = text(20).transform(normaliseRoom).pipe(z.string().min(1).max(20));
/** Whose door it is, as the roster says; a person who joins is named by `readPersonName`. */
export const headName = text(50).transform(normaliseName).pipe(z.string().max(50));
export const note = text(500).pipe(z.string().max(500)).default('');
/** How many live there; empty when nobody knows. */
export const people = z
  .union([z.literal(''), wholeNumberField(0, 99)])
  .default('')
  .transform((value) => (value === '' ? null : value));
