/**
 * Reads a number as people type it: ３, 1,000, "5 ", 1 000, 十二, 一百二十, 两万, 一点五. Null for
 * anything else, the notations of programmers among it (0x10, 1e3), and for what is too large to be exact.
 * Every number that somebody enters is read here, so that it is understood or refused everywhere alike.
 */
export function readNumber(typed: string | undefined): number | null {
  if (typed === undefined || typed.length > LONGEST) return null;
  const text = typed
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2015]/g, '-')
    .replace(/、/g, ',')
    .trim();
  const [, sign = '', rest = ''] = /^([+-]?)\s*(.*)$/su.exec(text) ?? [];
  const amount = readDigits(rest) ?? readChinese(rest);
  if (amount === null || amount > Number.MAX_SAFE_INTEGER) return null;
  return sign === '-' && amount !== 0 ? -amount : amount;
}

/** A whole number from `least` to `most`; null for anything else. */
export function readWholeNumber(
  typed: string | undefined,
  least = 0,
  most = Number.MAX_SAFE_INTEGER
): number | null {
  const number = readNumber(typed);
  const isFitting = number !== null && Number.isSafeInteger(number);
  return isFitting && number >= least && number <= most ? number : null;
}

const LONGEST = 40;

/** 1000, 1,000, 1 000, 4.5; a separator only where thousands have it. */
function readDigits(text: string): number | null {
  const isPlain = /^\d{1,16}(\.\d{1,9})?$/.test(text);
  const isGrouped = /^\d{1,3}([, ]\d{3}){1,4}(\.\d{1,9})?$/.test(text);
  return isPlain || isGrouped ? Number(text.replace(/[, ]/g, '')) : null;
}

const DIGITS = '零一二三四五六七八九';
const LIKE: Record<string, string> = {
  〇: '零',
  两: '二',
  兩: '二',
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万'
};

/** 十二, 一百零五, 两千, 三万二千, 一点五, 二〇二六. */
function readChinese(text: string): number | null {
  const plain = Array.from(text.replace(/\s/g, ''), (each) => LIKE[each] ?? each).join('');
  const [, whole = '', decimals] =
    /^([零一二三四五六七八九十百千万]+)(?:点([零一二三四五六七八九]{1,9}))?$/.exec(plain) ?? [];
  if (whole === '') return null;
  const integer = /^[零一二三四五六七八九]+$/.test(whole) ? spelt(whole) : readWhole(whole);
  if (integer === null || decimals === undefined) return integer;
  return Number(`${integer}.${figures(decimals)}`);
}

const figures = (text: string): string =>
  Array.from(text, (each) => String(DIGITS.indexOf(each))).join('');

/** Figure by figure, as years are said: 二〇二六. */
const spelt = (text: string): number | null => (text.length <= 9 ? Number(figures(text)) : null);

function readWhole(text: string): number | null {
  const [high, low, ...more] = text.split('万');
  if (high === undefined || more.length > 0 || text.startsWith('零')) return null;
  if (low === undefined) return belowTenThousand(high);
  const [above, below] = [belowTenThousand(high), low === '' ? 0 : belowTenThousand(low)];
  return above && below !== null ? above * 10_000 + below : null;
}

/** Thousands, hundreds, tens and ones in their order; 十二 needs no 一. */
function belowTenThousand(text: string): number | null {
  const found = /^零?(?:(.)千)?零?(?:(.)百)?零?(?:(.?)十)?零?([一二三四五六七八九])?$/u.exec(text);
  if (!found || text === '') return null;
  const [, thousands, hundreds, tens, ones] = found;
  const places: [string | undefined, number][] = [
    [thousands, 1000],
    [hundreds, 100],
    [tens === '' ? '一' : tens, 10],
    [ones, 1]
  ];
  let sum = 0;
  for (const [figure, worth] of places) {
    if (figure === undefined) continue;
    const digit = DIGITS.indexOf(figure);
    if (digit < 1) return null;
    sum += digit * worth;
  }
  return sum > 0 ? sum : null;
}
