import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = 'src/routes';

/** An address of the app as its files say. */
export interface Route {
  /** `/c/[community]/shifts/[shift]`: without groups. */
  path: string;
  params: string[];
  /** Whether it can be opened: a page, or an endpoint with GET. */
  opens: boolean;
  /** Whether it is a page, which then has data of its own too. */
  isPage: boolean;
  /** `?/name` of each form action; an empty text for the default one. */
  actions: string[];
}

/** Every route of the app, from the files that SvelteKit makes them of. */
export const listRoutes = (folder = ROOT): Route[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => FILES.some((file) => existsSync(join(path, file))))
    .map(readRoute);

const FILES = ['+page.svelte', '+page.server.ts', '+server.ts'];

function readRoute(folder: string): Route {
  const path = folder
    .slice(ROOT.length)
    .replaceAll('\\', '/')
    .replace(/\/\([^)]+\)/g, '');
  const server = readIfThere(join(folder, '+server.ts'));
  const isPage = existsSync(join(folder, '+page.svelte'));
  return {
    path,
    params: [...path.matchAll(/\[+(?:\.{3})?(\w+)(?:=\w+)?\]+/g)].map(([, name]) => name ?? ''),
    opens: isPage || /export const GET\b/.test(server),
    isPage,
    actions: actionsIn(readIfThere(join(folder, '+page.server.ts')))
  };
}

function actionsIn(source: string): string[] {
  const [, body] = /export const actions[^=]*= \{\n([\s\S]*?)\n\}/.exec(source) ?? [];
  const names = [...(body ?? '').matchAll(/^ {2}(?:async )?(\w+)(?=[:(,]|$)/gm)];
  return names.map(([, name]) => (name === 'default' ? '' : `?/${name}`));
}

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
