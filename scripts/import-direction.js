/**
 * Which part of the project may know which, as lint rules:
 * routes → components and *.server.ts → pure *.ts → shared, and between features one direction only.
 */

const ACTIVITIES = ['claims', 'volunteering', 'events', 'compacts', 'requests'];
const GROUND = ['shared', 'paraglide', 'ui', 'db', 'offline', 'commands'];
const PEOPLE = [...GROUND, 'notices', 'accounts', 'communities', 'grids'];
const RULES = [...PEOPLE, 'points', 'rules'];

/** Every folder of src/lib with the folders that it may import. @type {Record<string, string[]>} */
const MAY_IMPORT = {
  shared: [],
  ui: ['shared', 'paraglide'],
  db: ['shared'],
  offline: ['shared', 'paraglide', 'ui'],
  commands: ['shared', 'paraglide', 'ui', 'db', 'offline'],
  accounts: [...GROUND, 'notices'],
  communities: PEOPLE,
  grids: PEOPLE,
  notices: [...GROUND, 'accounts', 'communities', 'grids'],
  points: PEOPLE,
  rules: [...PEOPLE, 'points'],
  rulemaking: RULES,
  objections: RULES,
  redemptions: RULES,
  deductions: RULES,
  door: PEOPLE,
  ...Object.fromEntries(ACTIVITIES.map((activity) => [activity, [...RULES, 'objections', 'door']])),
  app: [...RULES, 'rulemaking', 'objections', 'redemptions', 'deductions', 'door', ...ACTIVITIES]
};

/** Whose tables a folder's server files may join beside its own. @type {Record<string, string[]>} */
const MAY_JOIN = {
  communities: ['accounts', 'commands', 'grids'],
  grids: ['communities'],
  points: ['communities', 'grids'],
  rules: ['communities', 'grids', 'points'],
  rulemaking: ['communities', 'grids', 'rules'],
  redemptions: ['communities', 'grids', 'points'],
  deductions: ['communities', 'rules'],
  door: ['commands'],
  objections: ['commands', 'communities', 'grids', 'points', 'rules'],
  ...Object.fromEntries(
    ACTIVITIES.map((activity) => [activity, ['commands', 'communities', 'grids']])
  )
};

const FOLDERS = Object.keys(MAY_IMPORT);
const TESTS = ['**/*.test.ts', '**/*.examples.ts', '**/testing.server.ts'];
const PATHS_TO = '^(?:\\$lib/|(?:\\.\\./)+(?:lib/)?|\\./)';

/** @param {string[]} folders @param {string} rest @param {string} message */
const forbid = (folders, rest, message) => ({
  regex: `${PATHS_TO}(?:${folders.join('|')})/${rest}`,
  message
});

/** @param {string} folder */
function betweenFeatures(folder) {
  const forbidden = FOLDERS.filter(
    (each) => each !== folder && !MAY_IMPORT[folder]?.includes(each)
  );
  if (forbidden.length === 0) return [];
  return [
    forbid(
      forbidden,
      '',
      `src/lib/${folder} may import ${MAY_IMPORT[folder]?.join(', ') || 'nothing else'}: see docs/STYLE.md.`
    )
  ];
}

/** @param {string | null} folder null: routes and the composition root, which join no tables */
function ofTables(folder) {
  const others = FOLDERS.filter((each) => folder === null || !isJoinable(folder, each));
  return [
    {
      ...forbid(
        others,
        'tables\\.server$',
        'Read through a function of the feature that owns the table.'
      ),
      // The list of offices is written beside its table.
      allowImportNames: ['OFFICES'],
      allowTypeImports: true
    }
  ];
}

/** @param {string} folder @param {string} other */
const isJoinable = (folder, other) => folder === other || MAY_JOIN[folder]?.includes(other);

const PURE = {
  regex: '\\.server$',
  message: 'Pure code does no I/O: pass in what it needs, or move this to a *.server.ts file.',
  allowTypeImports: true
};

const DRIVERS = {
  regex: '^(?:postgres|@electric-sql/pglite|drizzle-orm/(?:pglite|postgres-js).*)$',
  message: 'Only src/lib/db opens databases.'
};

/**
 * @param {string[]} files @param {string[]} ignores @param {object[]} patterns
 * @returns {import('eslint').Linter.Config}
 */
const rule = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] }
});

const server = '**/*.server.ts';

/** One block for each kind of file; a later block replaces an earlier one for the same file. */
export const directionRules = [
  ...FOLDERS.flatMap((folder) => {
    const [pure, withServer] = [
      `src/lib/${folder}/**/*.{ts,svelte}`,
      `src/lib/${folder}/${server}`
    ];
    const drivers = folder === 'db' ? [] : [DRIVERS];
    const tables = ofTables(folder === 'app' ? null : folder);
    return [
      rule([pure], [server, ...TESTS], [...betweenFeatures(folder), PURE]),
      rule([withServer], TESTS, [...betweenFeatures(folder), ...tables, ...drivers])
    ];
  }),
  // The demo's people are made through commands; where nobody is there yet to send one, in tables.
  rule(['src/lib/app/demo/**/*.server.ts'], TESTS, [DRIVERS]),
  rule(['src/routes/**/*.{ts,svelte}'], ['**/*.server.ts', '**/+server.ts'], [PURE, DRIVERS]),
  rule(['src/routes/**/*.server.ts', 'src/routes/**/+server.ts'], [], [...ofTables(null), DRIVERS])
];
