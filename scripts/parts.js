/** @typedef {{ getModuleInfo(id: string): { importers: string[] } | null }} Graph */
/** @typedef {(id: string, graph: Graph) => boolean} Reach */

const page = (/** @type {string} */ of) =>
  new RegExp(`/src/routes/\\(resident\\)/c/\\[community\\]/${of}\\+page\\.svelte$`);

/** The pages of the home: the outer layout, the error page, the residents' layout and the home itself. */
const homePages =
  /\/src\/routes\/(?:\(resident\)\/c\/\[community\]\/)?\+(?:layout|error|page)\.svelte$/;

const otherTabs = ['activities/', 'decide/', 'mine/'].map(page);

/** Words are imported by all through one index: who needs which is only to be seen from their use. */
const words = /\/paraglide\/messages\/(\w+)\.js$/;

const basics =
  /\/node_modules\/|\/src\/lib\/(?:commands|offline|paraglide|shared|ui)\/|\/\.svelte-kit\//;

/**
 * What the resident's home needs goes into one part, what the other tabs share into a second, what
 * several other pages share into a third: dozens of small parts compress badly and cost a slow phone
 * a request each, and what only the staff's pages share is no load of a tab.
 * @returns {import('vite').Plugin}
 */
export function fewParts() {
  /** @type {Map<string, Set<string>>} The modules that say a word. */
  const speakers = new Map();
  const home = reachedFrom(homePages, speakers);
  const tabs = otherTabs.map((tab) => reachedFrom(tab, speakers));
  /** @type {(id: string, graph: Graph) => number} */
  const tabsWith = (id, graph) => tabs.filter((reached) => reached(id, graph)).length;

  /** @type {(id: string, graph: Graph) => string | null} */
  const residentsPart = (id, graph) =>
    home(id, graph) ? 'home' : tabsWith(id, graph) > 1 ? 'tabs' : null;
  /** @type {(id: string, graph: Graph) => string | null} */
  const sharedPart = (id, graph) =>
    basics.test(id) && tabsWith(id, graph) === 0 ? 'shared' : null;
  const groups = [
    { name: residentsPart, priority: 2 },
    { name: sharedPart, minShareCount: 4, priority: 1 }
  ];
  const output = { codeSplitting: { groups } };
  return {
    name: 'few-parts',
    apply: 'build',
    enforce: 'post',
    config: (_config, { isSsrBuild }) =>
      isSsrBuild ? undefined : { build: { rolldownOptions: { output } } },
    transform(code, id) {
      for (const [, word = ''] of code.matchAll(/\bm\.(\w+)\b/g)) {
        speakers.set(word, (speakers.get(word) ?? new Set()).add(id));
      }
    }
  };
}

/**
 * Whether a module is imported by one of these pages, however indirectly, or a word said there.
 * @param {RegExp} pages
 * @param {Map<string, Set<string>>} speakers
 * @returns {Reach}
 */
function reachedFrom(pages, speakers) {
  /** @type {Map<string, boolean>} */
  const known = new Map();

  /** @type {Reach} */
  function isReached(id, graph) {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, pages.test(id)); // Modules that import each other end here.
    const word = words.exec(id)?.[1];
    const users = word ? (speakers.get(word) ?? []) : (graph.getModuleInfo(id)?.importers ?? []);
    const answer = pages.test(id) || [...users].some((user) => isReached(user, graph));
    known.set(id, answer);
    return answer;
  }

  return isReached;
}
