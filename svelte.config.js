import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ precompress: true }),
    // The hooks check Origin and Sec-Fetch-Site themselves, also for JSON posts.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        // The one inline style is that of SvelteKit's own route announcer for screen readers.
        'style-src': [
          'self',
          'unsafe-hashes',
          'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='
        ],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
        'form-action': ['self']
      }
    },
    // The worker shows the offline page under other addresses, from where relative paths lead astray.
    paths: { relative: false },
    serviceWorker: { register: false },
    typescript: {
      config: (config) => {
        const own = ['scripts/**/*.js', 'scripts/**/*.ts', '*.config.js', '*.config.ts'];
        config.include.push(...own.map((path) => `../${path}`));
        config.compilerOptions.allowImportingTsExtensions = true;
      }
    },
    version: { name: process.env.LINLI_VERSION ?? '0.1.0' }
  }
};
