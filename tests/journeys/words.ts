import { readFileSync, readdirSync } from 'node:fs';

export type Language = 'zh' | 'en';

const FEATURES = 'src/lib';
const known = new Map<Language, Record<string, string>>();

/** The app's words of a key with these numbers and names in them, as far as the first not given. */
export function words(
  language: Language,
  key: string,
  given: Record<string, string | number> = {}
): string {
  const text = messages(language)[key];
  if (text === undefined) throw new Error(`there are no words for ${key}`);
  const filled = text.replace(/\{(\w+)\}/g, (gap, name: string) => String(given[name] ?? gap));
  return filled.split('{')[0]?.trim() ?? '';
}

function messages(language: Language): Record<string, string> {
  const read = known.get(language) ?? readMessages(language);
  known.set(language, read);
  return read;
}

function readMessages(language: Language): Record<string, string> {
  const files = readdirSync(FEATURES).map(
    (feature) => `${FEATURES}/${feature}/messages/${language}.json`
  );
  const found = files.flatMap((file) => {
    try {
      const read: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
      return [read];
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  });
  return Object.assign({}, ...found);
}
