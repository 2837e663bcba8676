import { build } from 'vite';

const ENDING = '?thread';

/**
 * Makes `import code from './x.thread.ts?thread'` the text of one script with all that it imports,
 * for `new Worker(code, { eval: true })`: the same in tests, in development and in the built app,
 * where no file of it has to be found.
 * @returns {import('vite').Plugin}
 */
export function threads() {
  return {
    name: 'linli:threads',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(ENDING)) return null;
      const found = await this.resolve(source.slice(0, -ENDING.length), importer);
      return found ? found.id + ENDING : null;
    },
    async load(id) {
      if (!id.endsWith(ENDING)) return null;
      const { code, files } = await bundle(id.slice(0, -ENDING.length));
      for (const file of files) this.addWatchFile(file);
      return `export default ${JSON.stringify(code)};`;
    }
  };
}

/**
 * @param {string} entry the path of a script
 * @returns {Promise<{ code: string, files: string[] }>}
 */
export async function bundle(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'node20',
      ssr: entry,
      rollupOptions: { output: { format: 'cjs' } }
    }
  });
  const [output] = [result].flat();
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`Nothing came of ${entry}`);
  return { code: chunk.code, files: chunk.moduleIds };
}
