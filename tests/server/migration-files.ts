/** What a migration must not say, because Citus, row-level security or a running app could not bear it. */
const FORBIDDEN: [RegExp, string][] = [
  [/\b(?:small|big)?serial\b/i, 'serial columns number rows in one place'],
  [/\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b/i, 'identity columns'],
  [/\bcreate\s+(?:constraint\s+)?trigger\b/i, 'triggers act behind the commands'],
  [/\bcreate\s+(?:or\s+replace\s+)?rule\b/i, 'rules act behind the commands'],
  [/\bno\s+force\s+row\s+level\s+security\b/i, 'row-level security must stay forced'],
  [/\bdisable\s+row\s+level\s+security\b/i, 'row-level security must stay enabled'],
  [/\bbypassrls\b|\bsuperuser\b/i, 'roles above row-level security'],
  [/\bsecurity\s+definer\b/i, 'functions that run as the owner'],
  [/\blisten\b|\bnotify\b/i, 'LISTEN and NOTIFY do not reach other machines'],
  [/\bsavepoint\b/i, 'SAVEPOINT is not distributed'],
  [/\bgrant\s+all\b/i, 'grants must name what the app may do'],
  [/\bto\s+public\b/i, 'nothing is granted to everybody'],
  [/\bset\s+community_id\b/i, 'a row never changes its community']
];

/** Says what a migration's SQL must not do, with the line. Comments and texts do not count. */
export function lintMigration(name: string, text: string): string[] {
  const code = blank(text, /--(?!> statement-breakpoint)[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g);
  return FORBIDDEN.flatMap(([pattern, why]) => {
    const found = pattern.exec(code);
    if (!found) return [];
    const line = code.slice(0, found.index).split('\n').length;
    return [`${name}:${line}: ${found[0].toLowerCase()}: ${why}`];
  });
}

/** Overwrites what matches with spaces, so that line numbers stay. */
const blank = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (part) => part.replace(/[^\n]/g, ' '));
