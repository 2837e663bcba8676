import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig, type Plugin } from 'vite';
import { residentsParts } from './scripts/shell.js';

/**
 * What many pages share goes into one part: dozens of small ones compress badly and cost a slow
 * phone a request each.
 */
const oneSharedPart: Plugin = {
  name: 'one-shared-part',
  apply: 'build',
  config: (_config, { isSsrBuild }) => (isSsrBuild ? undefined : sharing)
};

const sharing = {
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /\/node_modules\/|\/src\/lib\/(?:commands|offline|paraglide|shared|ui)\/|\/\.svelte-kit\//,
              minShareCount: 4
            }
          ]
        }
      }
    }
  }
};

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      cookieName: 'locale',
      emitTsDeclarations: true
    }),
    sveltekit(),
    oneSharedPart,
    SvelteKitPWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'autoUpdate',
      manifest: false,
      injectManifest: {
        globPatterns: ['client/_app/immutable/**/*.{js,css}'],
        manifestTransforms: [residentsParts]
      }
    })
  ]
});
