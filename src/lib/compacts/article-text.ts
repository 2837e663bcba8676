/** From a text that people already have to articles, without losing a word of it. Pure. */

export interface ArticleText {
  /** As written: 第八条, perhaps with a title. Two articles may carry the same number. */
  heading: string;
  text: string;
}

export const LONGEST_HEADING = 60;
export const LONGEST_TEXT = 4_000;
export const LONGEST_PASTE = 20_000;
export const MOST_ARTICLES = 200;

const NUMBER = '[〇零一二三四五六七八九十百千两\\d]+';
const SPACE = '[ \\t\\u3000]';

/**
 * Where an article or a chapter begins: 第…条 or 第…章 at the start of a line, or after the end of a
 * sentence when a space follows, as in texts whose line breaks were lost. "根据第三条" begins nothing.
 */
const BEGINS = new RegExp(
  `(?:(?<=^|\\n)${SPACE}*|(?<=[。；！？])${SPACE}*)(?=第${NUMBER}[条章节](?:${SPACE}|\\n|$))|(?<=^|\\n)${SPACE}*(?=第${NUMBER}[条章节])`
);

/**
 * Splits a pasted text into articles; what stands before the first is an article without a heading.
 * Apart from white space between the parts, all characters stay in their order.
 */
export function splitIntoArticles(pasted: string): ArticleText[] {
  return pasted
    .replace(/\r\n?/g, '\n')
    .split(BEGINS)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readArticle);
}

const LABEL = new RegExp(`^第${NUMBER}[条章节]`);

/** A short first line without a full stop is the title of its article; else only the label is. */
function readArticle(part: string): ArticleText {
  const label = LABEL.exec(part)?.[0];
  if (!label || label.length > LONGEST_HEADING) return { heading: '', text: part };
  const [line = '', ...rest] = part.split('\n');
  const isTitle = line.length <= LONGEST_HEADING / 2 && !/[。；，！？：,;:]/.test(line);
  if (isTitle && (rest.length > 0 || /[章节]$/.test(label) || line.trim() === label)) {
    return { heading: line.trim(), text: rest.join('\n').trim() };
  }
  return { heading: label, text: part.slice(label.length).trim() };
}

/** The articles as one text again, as it is printed or compared. */
export const joinArticles = (articles: readonly ArticleText[]): string =>
  articles.map(({ heading, text }) => [heading, text].filter(Boolean).join('\n')).join('\n\n');
