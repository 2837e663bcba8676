/** Names and phone numbers as others may see them. Apart from the other words: most pages need none. */

// The compound surnames in use; one that is missing is masked after its first character.
const compoundSurnames = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰'.split(
    ' '
  )
);

/** A name as it may stand in public: 李**, 欧阳**, L**. Two stars always, so that length says nothing. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim());
  const firstTwo = letters.slice(0, 2).join('');
  if (letters.length > 2 && compoundSurnames.has(firstTwo)) return `${firstTwo}**`;
  return `${letters[0]?.toLocaleUpperCase('en') ?? ''}**`;
}

/** A phone number as its owner knows it again: 138****1234. A country code is dropped. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
  if (digits.length < 7) return '****';
  return `${digits.slice(0, digits.length >= 11 ? 3 : 1)}****${digits.slice(-4)}`;
}
