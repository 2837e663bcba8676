import postgres from 'postgres';
import { migratePostgres } from '../../src/lib/db/migrate.server';

/** The roles of a production server (docs/operations.md): one owns the tables, one serves. */
export interface Roles {
  adminUrl: string;
  owner: string;
  login: string;
  password: string;
  /** A migrated, empty database that new ones are copied from. */
  template: string;
}

/** Makes the roles and the migrated template on a server. */
export async function prepareRoles(adminUrl: string): Promise<Roles> {
  const roles = {
    adminUrl,
    owner: 'linli_test_owner',
    login: 'linli_test_login',
    password: 'for-tests-only',
    template: `linli_template_${process.pid}`
  };
  await asAdmin(adminUrl, async (client) => {
    await makeRole(client, 'linli_app', 'nologin');
    await makeRole(client, roles.owner, `login password '${roles.password}'`);
    await makeRole(client, roles.login, `login password '${roles.password}'`);
    await client.unsafe(`grant linli_app to ${roles.owner}, ${roles.login}`);
    await client.unsafe(`create database ${roles.template} owner ${roles.owner}`);
  });
  await migratePostgres(urlOf(roles, roles.template, roles.owner));
  return roles;
}

async function makeRole(client: postgres.Sql, name: string, options: string): Promise<void> {
  const found = await client`select from pg_roles where rolname = ${name}`;
  if (found.length === 0) await client.unsafe(`create role ${name} ${options}`);
}

/** The address of a database for one of the roles. */
export function urlOf({ adminUrl, password }: Roles, database: string, user: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs `work` as the server's superuser. */
export async function asAdmin<T>(
  adminUrl: string,
  work: (client: postgres.Sql) => Promise<T>
): Promise<T> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return await work(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}
