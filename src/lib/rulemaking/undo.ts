/** A saved state of a draft, as far as going back and forth needs it. */
export interface Step {
  revision: number;
  /** The state whose words it shows: itself, or the one that was gone back to. */
  shows: number;
  /** Of new words: the state that showed before them. */
  parent: number | null;
}

/**
 * Where undo and redo lead from the latest of all saved states, which come in their order. What was
 * undone and then written over stays in the list of states, but redo leads to what came last.
 */
export function undoAndRedo(steps: readonly Step[]): { undo: number | null; redo: number | null } {
  const shown = steps.at(-1)?.shows;
  const state = steps.find(({ revision }) => revision === shown);
  const after = steps.filter(({ parent }) => parent !== null && parent === shown);
  return { undo: state?.parent ?? null, redo: after.at(-1)?.revision ?? null };
}
