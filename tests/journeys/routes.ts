import { readdirSync } from 'node:fs';

/** Every address that shows a page, from the route table: /c/[community]/mine. */
export const pageRoutes = (): string[] =>
  readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+page.svelte'))
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .map((file) => file.replace(/\/\([^)]+\)/g, '').replace(/\/\+page\.svelte$/, '') || '/')
    .sort();
