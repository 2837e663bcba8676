import { diffArrays } from 'diff';

/** What differs within a text, with a bound on the work: nobody else is served meanwhile. Pure. */

/** A stretch of words that both have, that only the older has, or that only the newer has. */
export interface Stretch {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** What a comparison may still cost; several that belong to one page share it. */
export interface Effort {
  /** Steps of the search for the fewest edits: some ten million are done in a second. */
  steps: number;
  /** Characters that may still be cut into words. */
  characters: number;
}

/** A page's worth: about 20 ms of a slow core. */
export const newEffort = (): Effort => ({ steps: 120_000, characters: 12_000 });

/**
 * Sentences that differ, and within those the words, as far as the effort reaches: otherwise whole
 * sentences, and at last the whole old and new text. Chinese is cut into words first, so that a
 * change reads as one; what a reader sees as one character stays whole.
 */
export function compareWords(older: string, newer: string, effort = newEffort()): Stretch[] {
  if (older === newer) return stretch('same', older);
  const sentences = edits(sentencesOf(older), sentencesOf(newer), effort);
  if (!sentences) return replaced(older, newer);
  return join(sentences.flatMap((part) => ('gone' in part ? withinRun(part, effort) : [part])));
}

type Run = { gone: string; new: string };
type Part = Stretch | Run;

/** A run of sentences that was replaced by another: by words, when both sides have some. */
function withinRun({ gone, new: added }: Run, effort: Effort): Stretch[] {
  if (gone === '' || added === '') return replaced(gone, added);
  const characters = gone.length + added.length;
  if (characters > effort.characters) return replaced(gone, added);
  effort.characters -= characters;
  const words = edits(wordsOf(gone), wordsOf(added), effort);
  if (!words) return replaced(gone, added);
  return words.flatMap((part) => ('gone' in part ? trimmed(part) : [part]));
}

/** A replaced word without what both words begin and end with: 每月 → 每季度 is 月 → 季度. */
function trimmed({ gone, new: added }: Run): Stretch[] {
  const [older, newer] = [charactersOf(gone), charactersOf(added)];
  const least = Math.min(older.length, newer.length);
  let head = 0;
  while (head < least && older[head] === newer[head]) head += 1;
  let tail = 0;
  while (tail < least - head && older.at(-1 - tail) === newer.at(-1 - tail)) tail += 1;
  const middle = (parts: string[]) => parts.slice(head, parts.length - tail).join('');
  return [
    ...stretch('same', older.slice(0, head).join('')),
    ...replaced(middle(older), middle(newer)),
    ...stretch('same', older.slice(older.length - tail).join(''))
  ];
}

/** What stays, and the runs that were replaced; null when that costs more than half of what is left. */
function edits(older: string[], newer: string[], effort: Effort): Part[] | null {
  const most = Math.floor(Math.sqrt(effort.steps));
  const changes = diffArrays(older, newer, { maxEditLength: most });
  if (!changes) {
    effort.steps -= (most * most) / 2;
    return null;
  }
  const parts: Part[] = [];
  let run: Run | null = null;
  let edited = 0;
  for (const { added, removed, value } of changes) {
    const text = value.join('');
    if (!added && !removed) {
      parts.push({ kind: 'same', text });
      run = null;
      continue;
    }
    edited += value.length;
    if (!run) parts.push((run = { gone: '', new: '' }));
    run[added ? 'new' : 'gone'] += text;
  }
  effort.steps -= Math.min(effort.steps, (edited * edited) / 2);
  return parts;
}

const sentencesOf = (text: string): string[] => text.match(/[^。；！？\n]*[。；！？\n]?/gu) ?? [];

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Words, none of which begins within what a reader sees as one character: 👨‍👩‍👧. */
function wordsOf(text: string): string[] {
  const begins = new Set(Array.from(characters.segment(text), ({ index }) => index));
  const found: string[] = [];
  for (const { segment, index } of words.segment(text)) {
    const last = found.length - 1;
    if (begins.has(index) || last < 0) found.push(segment);
    else found[last] += segment;
  }
  return found;
}

const charactersOf = (text: string): string[] =>
  Array.from(characters.segment(text), ({ segment }) => segment);

const replaced = (gone: string, added: string): Stretch[] => [
  ...stretch('gone', gone),
  ...stretch('new', added)
];

const stretch = (kind: Stretch['kind'], text: string): Stretch[] =>
  text === '' ? [] : [{ kind, text }];

/** Neighbours of one kind are one stretch. */
function join(stretches: Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { kind, text } of stretches) {
    const last = joined.at(-1);
    if (last?.kind === kind) last.text += text;
    else joined.push({ kind, text });
  }
  return joined;
}
