import { writeFile } from 'node:fs/promises';
import { encodeGb18030 } from '../files/gb18030';
import { expect, test, type Person } from './cast';

const HEADERS = '房号,户主姓名,楼栋,人口,单元,备注';

/** A roster as an older Windows program saves it, of a building that only this test knows. */
function roster(rows: (building: string) => string[]): { name: string; buffer: Buffer } {
  const building = `${200 + Math.floor(Math.random() * 90_000)}栋`;
  const text = [HEADERS, ...rows(building)].join('\r\n');
  return { name: '住户名册.csv', buffer: Buffer.from(encodeGb18030(text)) };
}

async function uploads(
  committee: Person,
  file: string | { name: string; buffer: Buffer }
): Promise<void> {
  await committee.open('/manage/households/import');
  await committee.page
    .getByLabel('户名册文件')
    .setInputFiles(typeof file === 'string' ? file : { mimeType: 'text/csv', ...file });
  await committee.tap('读取并核对');
}

/** What the preview or the result says beside these words. */
const count = (committee: Person, words: string) =>
  committee.page.locator('main').getByText(words, { exact: true }).locator('..').locator('dd, td');

test('Mr Lin imports an old spreadsheet: he sees the faulty rows first, and twice is once', async ({
  cast
}) => {
  const lin = await cast.committee('xiandong');
  const file = roster((building) => [
    `101,周秀兰,${building},2,1单元,独居`,
    `102,吴建国,${building},4,1单元,`,
    `201,郑梅,${building},３,1单元,`,
    `,严红,${building},2,1单元,忘了门牌`,
    `202,金凤,${building},好多,1单元,`
  ]);
  await uploads(lin, file);
  await lin.reads('核对户名册', '有问题的行（2）', /第 5 行：.*没有填房号/, /好多/);
  await expect(count(lin, '新增')).toHaveText('3');
  await expect(count(lin, '有问题')).toHaveText('2');
  await lin.tap('导入 3 户');
  await lin.reads('导入完成', '有 2 行没有导入');
  await expect(count(lin, '新增')).toHaveText('3');

  await uploads(lin, file);
  await lin.reads('核对户名册');
  await expect(count(lin, '没有变化')).toHaveText('3');
  await lin.tap('导入 3 户');
  await lin.reads('导入完成');
  await expect(count(lin, '新增')).toHaveText('0');
  await expect(count(lin, '没有变化')).toHaveText('3');
});

test('A roster without doors is refused with the columns that it lacks', async ({ cast }) => {
  const lin = await cast.committee('xiandong');
  await uploads(lin, 'tests/files/rosters/columns-missing.csv');
  await lin.reads(/没找到这些列：.*房号.*表里有的列是：姓名、电话、网格/);
});

test('A file of 50 MB is refused in words, and the page is still there', async ({
  cast
}, testInfo) => {
  const lin = await cast.committee('xiandong');
  const path = testInfo.outputPath('名册和照片.csv');
  await writeFile(path, Buffer.alloc(50 * 2 ** 20, '楼'));
  await uploads(lin, path);
  await lin.reads(/这个文件有 50(\.\d)? MB，最大只能 10 MB/);
  await expect(lin.page.getByLabel('户名册文件')).toBeVisible();
});

test('Five thousand households come in while a bar shows how many', async ({ cast }) => {
  const lin = await cast.committee('xiandong');
  const file = roster((building) =>
    Array.from({ length: 5000 }, (_, at) => `${at + 1},王某,${building},3,${(at % 4) + 1}单元,`)
  );
  await uploads(lin, file);
  await expect(lin.page.getByRole('button', { name: '导入 5000 户' })).toBeVisible();
  // Before the scripts are there, one answer imports as many parts as a moment allows.
  await lin.page.waitForLoadState('networkidle');
  await lin.tap('导入 5000 户');
  await expect(lin.page.getByRole('progressbar')).toBeVisible({ timeout: 45_000 });
  await lin.reads(/已导入 \d+ 行，共 5000 行/);
  await expect(lin.page.getByText('全部导入了，一行也没有落下。')).toBeVisible({
    timeout: 45_000
  });
  await expect(count(lin, '新增')).toHaveText('5000');
});
