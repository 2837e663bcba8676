import { createContext } from 'svelte';

/** What the fields of a card know of it. */
export interface EditCardContext {
  /** Before the ids of its fields. */
  readonly key: string;
  problemOf(name: string): string | undefined;
}

export const [editCard, setEditCard] = createContext<EditCardContext>();
