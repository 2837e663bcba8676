import type { Sql } from '../../src/lib/db/types.server';
import { rows } from '../../src/lib/db/rows.server';
import { sql } from 'drizzle-orm';

/**
 * Tables of the whole installation. Everything else belongs to a community and must be laid out so
 * that it can be distributed by it (Citus) and guarded by row-level security.
 */
export const GLOBAL_TABLES = [
  'accounts',
  'sessions',
  'sign_in_codes',
  'memberships',
  'rate_limits',
  'communities',
  // Of which community a household card is, by the hash of its code.
  'card_directory',
  // Published rules, for other communities to begin from: decision 0017.
  'shared_rule_sets'
];

/** History: the app's role may add to it and read it, never change it. */
export const APPEND_ONLY = [
  'command_receipts',
  'transfers',
  'transfer_postings',
  'redemptions',
  'redemption_returns',
  'expiry_sweeps',
  'rule_sets',
  'rule_draft_revisions',
  'rule_proposal_consents',
  'facts',
  'fact_revisions',
  'awards',
  'shift_confirmations',
  'notice_holds',
  'notice_releases',
  'objections',
  'objection_decisions',
  'deduction_steps',
  'office_months',
  'claim_events',
  'claim_photos',
  'compact_versions',
  'compact_version_articles',
  'open_ballots',
  'vote_results',
  'compact_adoptions',
  'event_attendances'
];

/** Tenant tables of which rows may go, with the reason. */
export const MAY_DELETE: Record<string, string> = {
  roster_uploads: 'an uploaded file is kept only until its households are imported',
  roster_batches: 'part of roster_uploads',
  sealed_ballots: 'a secret ballot is destroyed once it has been counted',
  rule_replay_shares: 'what each would get is kept for the latest trial of a draft only'
};

const POLICY =
  "(community_id = (NULLIF(current_setting('app.community_id'::text, true), ''::text))::uuid)";

type Table = { name: string; rls: boolean; forced: boolean };
type Column = { table: string; column: string; position: number; type: string; made: string };
type Key = { table: string; name: string; kind: string; columns: string[]; targets: string[] };
type Policy = { table: string; using: string | null; checked: string | null; command: string };
type Grant = { table: string; privilege: string };

/** Reads the catalogue of a migrated database and says what breaks the rules of tenancy. */
export async function lintCatalogue(db: Sql): Promise<string[]> {
  const tables = await readTables(db);
  const [columns, keys, policies, grants] = [
    await readColumns(db),
    await readKeys(db),
    await readPolicies(db),
    await readGrants(db)
  ];
  const tenants = tables.filter(({ name }) => !GLOBAL_TABLES.includes(name));
  const names = new Set(tenants.map(({ name }) => name));
  return [
    ...tenants.flatMap((table) => lintRowSecurity(table, policies)),
    ...tenants.flatMap(({ name }) => lintColumns(name, columns)),
    ...keys.filter(({ table }) => names.has(table)).flatMap(lintKey),
    ...tenants.flatMap(({ name }) => lintGrants(name, grants)),
    ...columns.filter(({ made }) => made !== '').map(toGenerated),
    ...(await readTriggers(db)).map((each) => `${each.table}: trigger ${each.name}`)
  ];
}

function lintRowSecurity({ name, rls, forced }: Table, policies: Policy[]): string[] {
  const own = policies.filter(({ table }) => table === name);
  return [
    ...(rls ? [] : [`${name}: row-level security is not enabled`]),
    ...(forced ? [] : [`${name}: row-level security is not forced`]),
    ...(own.length === 1 ? [] : [`${name}: must have exactly one policy, has ${own.length}`]),
    ...own
      .filter((each) => each.using !== POLICY || each.checked !== POLICY || each.command !== '*')
      .map(() => `${name}: the policy is not that of the tenant`)
  ];
}

function lintColumns(name: string, columns: Column[]): string[] {
  const first = columns.find((each) => each.table === name && each.position === 1);
  return first?.column === 'community_id' && first.type === 'uuid'
    ? []
    : [`${name}: the first column is not community_id uuid`];
}

function lintKey({ table, name, kind, columns, targets }: Key): string[] {
  const words =
    { p: 'primary key', u: 'unique', f: 'foreign key', x: 'exclusion', i: 'unique index' }[kind] ??
    kind;
  const problems: string[] = [];
  if (columns[0] !== 'community_id') {
    problems.push(`${table}: ${words} ${name} does not begin with community_id`);
  }
  const tenantTarget = kind !== 'f' || targets[0] === 'community_id';
  if (!tenantTarget) {
    problems.push(`${table}: ${words} ${name} refers to something outside the community`);
  }
  return problems;
}

function lintGrants(name: string, grants: Grant[]): string[] {
  const own = grants.filter(({ table }) => table === name).map(({ privilege }) => privilege);
  const forbidden = [
    'TRUNCATE',
    'TRIGGER',
    'REFERENCES',
    ...(name in MAY_DELETE ? [] : ['DELETE']),
    ...(APPEND_ONLY.includes(name) ? ['UPDATE'] : [])
  ];
  return [
    ...(own.includes('SELECT') ? [] : [`${name}: the app may not read it`]),
    ...own
      .filter((privilege) => forbidden.includes(privilege))
      .map((privilege) => `${name}: the app may ${privilege.toLowerCase()}`)
  ];
}

const toGenerated = ({ table, column, made }: Column) =>
  `${table}: ${column} is numbered by the database (${made})`;

const OURS = sql`n.nspname = 'public' and c.relkind in ('r', 'p')`;

const readTables = (db: Sql) =>
  rows<Table>(
    db,
    sql`select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} order by 1`
  );

const readColumns = (db: Sql) =>
  rows<Column>(
    db,
    sql`select c.relname as table, a.attname as column, a.attnum::int as position,
          format_type(a.atttypid, a.atttypmod) as type,
          case when a.attidentity <> '' then 'identity'
               when pg_get_expr(d.adbin, d.adrelid) like '%nextval(%' then 'serial' else '' end as made
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where ${OURS} and a.attnum > 0 and not a.attisdropped order by 1, 3`
  );

/** Constraints and unique indexes with their columns in order, and what foreign keys refer to. */
const readKeys = (db: Sql) =>
  rows<Key>(
    db,
    sql`select c.relname as table, k.conname as name, k.contype::text as kind,
          (select json_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u (attnum, n)
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
          coalesce((select json_agg(a.attname order by u.n)
           from unnest(k.confkey) with ordinality u (attnum, n)
           join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum), '[]') as targets
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        join pg_namespace n on n.oid = c.relnamespace
        where ${OURS} and k.contype in ('p', 'u', 'f', 'x')
        union all
        select c.relname, i.relname, 'i',
          (select json_agg(coalesce(a.attname, '(expression)') order by u.n)
           from unnest(x.indkey::int2[]) with ordinality u (attnum, n)
           left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.attnum), '[]'
        from pg_index x join pg_class i on i.oid = x.indexrelid
        join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
        where ${OURS} and x.indisunique
          and not exists (select from pg_constraint k where k.conindid = x.indexrelid)`
  );

const readPolicies = (db: Sql) =>
  rows<Policy>(
    db,
    sql`select c.relname as table, pg_get_expr(p.polqual, p.polrelid) as using,
          pg_get_expr(p.polwithcheck, p.polrelid) as checked, p.polcmd::text as command
        from pg_policy p join pg_class c on c.oid = p.polrelid
        join pg_namespace n on n.oid = c.relnamespace where ${OURS}`
  );

const readGrants = (db: Sql) =>
  rows<Grant>(
    db,
    sql`select c.relname as table, p.privilege
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join (values ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'),
                           ('REFERENCES'), ('TRIGGER')) p (privilege)
        where ${OURS} and has_table_privilege('linli_app', c.oid, p.privilege)`
  );

const readTriggers = (db: Sql) =>
  rows<{ table: string; name: string }>(
    db,
    sql`select c.relname as table, t.tgname as name from pg_trigger t
        join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where ${OURS} and not t.tgisinternal`
  );
