import { compile } from '@inlang/paraglide-js';
import { pathToFileURL } from 'node:url';

/** One set of options for the build and for the command, so that both find the same cookie. */
export const words = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
  cookieName: 'locale',
  emitTsDeclarations: true
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compile(words);
