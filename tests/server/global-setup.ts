import type { TestProject } from 'vitest/node';
import { startServer } from './postgres';
import { asAdmin, prepareRoles, type Roles } from './roles';

declare module 'vitest' {
  interface ProvidedContext {
    roles: Roles;
  }
}

/** One real PostgreSQL server for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const roles = await prepareRoles(server.adminUrl);
  project.provide('roles', roles);
  return async () => {
    await asAdmin(server.adminUrl, (client) => client.unsafe(`drop database ${roles.template}`));
    await server.stop();
  };
}
