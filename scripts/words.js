import { compile } from '@inlang/paraglide-js';
import { pathToFileURL } from 'node:url';

/**
 * One set of options for the build and for the command, so that both find the same cookie.
 * @satisfies {Parameters<typeof compile>[0]}
 */
export const words = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: /** @type {('cookie' | 'preferredLanguage' | 'baseLocale')[]} */ ([
    'cookie',
    'preferredLanguage',
    'baseLocale'
  ]),
  cookieName: 'locale',
  emitTsDeclarations: true
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compile(words);
