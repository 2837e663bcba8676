/** @typedef {{ getModuleInfo(id: string): { importers: string[] } | null }} Graph */

/** The pages of the home: the outer layout, the error page, the residents' layout and the home itself. */
const homePages =
  /\/src\/routes\/(?:\(resident\)\/c\/\[community\]\/)?\+(?:layout|error|page)\.svelte$/;

/** Words are imported by all through one index: who needs which is not to be seen from that. */
const words = /\/paraglide\/messages\//;

const basics =
  /\/node_modules\/|\/src\/lib\/(?:commands|offline|paraglide|shared|ui)\/|\/\.svelte-kit\//;

/**
 * What the resident's home needs goes into one part, what several other pages share into another:
 * dozens of small parts compress badly and cost a slow phone a request each.
 * @returns {import('vite').Plugin}
 */
export function fewParts() {
  const groups = [
    { name: homePart(), priority: 2 },
    { name: 'shared', test: basics, minShareCount: 4, priority: 1 }
  ];
  const output = { codeSplitting: { groups } };
  return {
    name: 'few-parts',
    apply: 'build',
    config: (_config, { isSsrBuild }) =>
      isSsrBuild ? undefined : { build: { rolldownOptions: { output } } }
  };
}

/** Names the part of a module that the home imports, however indirectly; null for all others. */
function homePart() {
  /** @type {Map<string, boolean>} */
  const known = new Map();

  /** @type {(id: string, graph: Graph) => boolean} */
  function isOfHome(id, graph) {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, homePages.test(id)); // Modules that import each other end here.
    const importers = graph.getModuleInfo(id)?.importers ?? [];
    const answer = homePages.test(id) || importers.some((importer) => isOfHome(importer, graph));
    known.set(id, answer);
    return answer;
  }

  return (/** @type {string} */ id, /** @type {Graph} */ graph) =>
    !words.test(id) && isOfHome(id, graph) ? 'home' : null;
}
