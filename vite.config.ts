import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vite';
import { fewParts } from './scripts/parts.js';
import { pluralsOnce } from './scripts/plurals.js';
import { residentsParts } from './scripts/shell.js';
import { threads } from './scripts/thread.js';

export default defineConfig({
  build: {
    modulePreload: {
      // The table of all pages and their parts would be a tenth of a resident's scripts: the parts
      // that several pages share are there already, styles are not asked for otherwise.
      resolveDependencies: (_page, parts) => parts.filter((part) => part.endsWith('.css'))
    }
  },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      cookieName: 'locale',
      emitTsDeclarations: true
    }),
    pluralsOnce(),
    sveltekit(),
    threads(),
    fewParts(),
    SvelteKitPWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'autoUpdate',
      manifest: false,
      injectManifest: {
        globPatterns: ['client/_app/immutable/**/*.{js,css,svg}'],
        manifestTransforms: [residentsParts]
      }
    })
  ]
});
