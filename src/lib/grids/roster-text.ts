import { readWholeNumber } from '../shared/number';

/** How the texts of a roster are brought to one form, so that "３栋", "第3幢" and "3号楼" are one building. */

const CHINESE_DIGITS = '一二三四五六七八九';
const LONGEST_READ = 200;
const FILLERS = new Set(['-', '--', '/', '\\', '无', '无单元', '空', 'N/A', '#N/A']);

/** Full-width letters, digits and punctuation become half-width, odd spaces and dashes ordinary ones. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00A0\u2000-\u200A\u3000\t\r\n\v\f]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\u2500]/g, '-')
    .replace(/\p{Cf}|\p{Cc}/gu, '');
}

/** A cell as the person sees it: without invisible characters, spaces at the ends or doubled spaces. */
export function visibleText(text: string): string {
  return text
    .replace(/[\s\u00A0\u3000]+/g, ' ')
    .replace(/\p{Cf}|\p{Cc}/gu, '')
    .trim();
}

/**
 * Without any space, in capitals, half-width; "101.0", made by spreadsheet exports, is "101". Only
 * the first 200 characters count: no name of a place is longer, and no cell can hold up the reading.
 */
export function bareText(text: string): string {
  return halfWidth(text.slice(0, LONGEST_READ))
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/^(\d+)\.0+$/, '$1');
}

/** "/", "-" and "无" are what people write into a cell that does not apply. */
export function isFiller(text: string): boolean {
  return FILLERS.has(bareText(text));
}

/** "3栋", "第三幢", "03号楼", "3#" → "3"; "A座" → "A"; a place name such as "白杨苑3栋" keeps its name. */
export function normaliseBuilding(text: string): string {
  const bare = emptyIfFiller(bareText(text))
    .replace(/^第/, '')
    .replace(/(?:号楼|栋|幢|座|楼|号|#)+$/, '');
  return withoutLeadingZeros(arabic(bare));
}

/** "2单元", "二单元", "02" → "2"; nothing, "/" and "无" → "". */
export function normaliseUnit(text: string): string {
  const bare = emptyIfFiller(bareText(text))
    .replace(/^第/, '')
    .replace(/(?:单元|门)+$/, '');
  return withoutLeadingZeros(arabic(bare));
}

/** "501室", "#501" → "501"; leading zeros stay, because the door says "0101". */
export function normaliseRoom(text: string): string {
  return emptyIfFiller(bareText(text))
    .replace(/^#+/, '')
    .replace(/(?:号房|房间|室|号|房|户)+$/, '');
}

/** 张 三, padded for the eye with a wide space, is 张三; spaces within other names stay. */
export function normaliseName(text: string): string {
  const visible = visibleText(text);
  if (isFiller(visible)) return '';
  return /^[\p{Script=Han}\s]+$/u.test(visible) ? visible.replace(/\s+/g, '') : visible;
}

/**
 * The number of people in a cell: "4", "４人", "四口", "4.0". Gives undefined for an empty cell and
 * null for one that is no whole number from 0 to 99.
 */
export function readPeople(text: string): number | undefined | null {
  const bare = bareText(text).replace(/[个口人]+$/, '');
  if (bare === '' || isFiller(bare)) return undefined;
  return readWholeNumber(bare, 0, 99);
}

/** Whether a spreadsheet has turned the text into a date, as Excel does with "3-2" (→ 3月2日). */
export function becameDate(text: string): boolean {
  const bare = bareText(text);
  return (
    /^(?:19|20)\d{2}[-/年]\d{1,2}[-/月]\d{1,2}日?/.test(bare) ||
    /^\d{1,2}月\d{1,2}日$/.test(bare) ||
    /^\d{1,2}-(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:-\d+)?$/.test(bare) ||
    /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-\d+$/.test(bare)
  );
}

/** Whether a place text is what a formula error, a fraction or scientific notation leaves behind. */
export function isBrokenPlace(text: string): boolean {
  const bare = bareText(text);
  return (
    /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/.test(bare) ||
    /^\d+\.\d+$/.test(bare) ||
    /^\d+(?:\.\d+)?E[+-]?\d+$/.test(bare) ||
    bare.includes('\uFFFD')
  );
}

/**
 * Finds the grid that people mean by "第一网格", "1网格" or "一": by its exact name, else by its name
 * without 第, 网格 and 号, if that leaves only one. Gives the name as the community writes it.
 */
export function gridFinder(names: Iterable<string>): (typed: string) => string | undefined {
  const exact = new Map<string, string>();
  const loose = new Map<string, string | undefined>();
  for (const name of names) {
    exact.set(bareText(name), name);
    loose.set(gridKey(name), loose.has(gridKey(name)) ? undefined : name);
  }
  return (typed) => exact.get(bareText(typed)) ?? loose.get(gridKey(typed));
}

export function withoutLeadingZeros(text: string): string {
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;
}

function gridKey(name: string): string {
  const core = bareText(name)
    .replace(/^第/, '')
    .replace(/(?:号网格|网格|号)$/, '');
  return withoutLeadingZeros(arabic(core));
}

function emptyIfFiller(bare: string): string {
  return FILLERS.has(bare) ? '' : bare;
}

/** Chinese numerals from 一 to 九十九 as digits; any other text as it is. */
function arabic(text: string): string {
  const found = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!found || text === '') return text;
  const [, first = '', ten = '', last = ''] = found;
  if (ten === '') return first !== '' && last !== '' ? text : String(digit(first || last));
  return String((first === '' ? 1 : digit(first)) * 10 + (last === '' ? 0 : digit(last)));
}

function digit(numeral: string): number {
  return CHINESE_DIGITS.indexOf(numeral) + 1;
}
