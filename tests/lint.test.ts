import { ESLint } from 'eslint';
import { beforeAll, expect, test } from 'vitest';

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint();
});

/** The rules that a file of this name and text breaks. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const imports = (from: string) => `import { thing } from '${from}';\nexport const used = thing;\n`;
const DIRECTION = '@typescript-eslint/no-restricted-imports';

const FORBIDDEN: [string, string, string][] = [
  ['shared knows nobody', 'src/lib/shared/id.ts', '../db/rows.server'],
  ['db knows no features', 'src/lib/db/rows.server.ts', '../points/ledger.server'],
  ['commands know no accounts', 'src/lib/commands/run.server.ts', '../accounts/sessions.server'],
  ['accounts know no communities', 'src/lib/accounts/phone.ts', '../communities/directory'],
  ['grids know no points', 'src/lib/grids/grids.server.ts', '$lib/points/balance.server'],
  ['points know no rules', 'src/lib/points/ledger.server.ts', '../rules/facts.server'],
  ['rules know no activities', 'src/lib/rules/fold.ts', '../volunteering/shift'],
  ['activities do not know each other', 'src/lib/events/event.ts', '../volunteering/shift'],
  ['features do not know the app', 'src/lib/rules/read.server.ts', '../app/standing.server'],
  ['pure code does no I/O', 'src/lib/rules/fold.ts', './facts.server'],
  ['components do no I/O', 'src/lib/points/Balance.svelte', './balance.server'],
  ['pages do no I/O', 'src/routes/c/Page.ts', '$lib/points/balance.server'],
  ['tables stay with their feature', 'src/lib/grids/grids.server.ts', '../accounts/tables.server'],
  ['routes join no tables', 'src/routes/+page.server.ts', '$lib/points/tables.server'],
  ['only db opens databases', 'src/lib/points/ledger.server.ts', 'postgres']
];

test.each(FORBIDDEN)('%s: %s may not import %s', async (_, file, from) => {
  const text = file.endsWith('.svelte')
    ? `<script lang="ts">\n${imports(from)}</script>\n\n{used}\n`
    : imports(from);
  expect(await broken(file, text)).toContain(DIRECTION);
});

const ALLOWED: [string, string][] = [
  ['src/lib/shared/civil-time.ts', './fraction'],
  ['src/lib/points/ledger.server.ts', '../db/rows.server'],
  ['src/lib/rules/settle.server.ts', '../points/ledger.server'],
  ['src/lib/rules/locks.server.ts', '../grids/tables.server'],
  ['src/lib/volunteering/confirm.server.ts', '../rules/facts.server'],
  ['src/routes/(resident)/c/[community]/+page.server.ts', '$lib/app/standing.server'],
  ['src/hooks.server.ts', '$lib/app/start.server']
];

test.each(ALLOWED)('%s may import %s', async (file, from) => {
  expect(await broken(file, imports(from))).toEqual([]);
});

test('nobody works around the types', async () => {
  const any = 'export const used = (value: any) => value;\n';
  expect(await broken('src/lib/shared/id.ts', any)).toContain('@typescript-eslint/no-explicit-any');
  const ignored = '// @ts-ignore\nexport const used = 1;\n';
  expect(await broken('src/lib/shared/id.ts', ignored)).toContain(
    '@typescript-eslint/ban-ts-comment'
  );
});
