/** Sentences with places for fields: the words come from the messages, in the order of the language. */
const OPEN = '\u2997';
const CLOSE = '\u2998';

export type Piece = { words: string } | { hole: string };

/** Stands for a field in the words of a message: `m.rulemaking_say_cap({ limit: hole('limit') })`. */
export const hole = (name: string): string => OPEN + name + CLOSE;

/** The words and the places of a sentence, in its order. */
export const piecesOf = (text: string): Piece[] =>
  text
    .split(new RegExp(`(${OPEN}[^${CLOSE}]+${CLOSE})`))
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith(OPEN) ? { hole: piece.slice(1, -1) } : { words: piece }));
