/** A word of a sentence as the label of a field: "room" → "Room". */
export const titled = (words: string): string =>
  words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
