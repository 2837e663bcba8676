import { m } from '../paraglide/messages';

const words: ReadonlyMap<string, unknown> = new Map(Object.entries(m));

/**
 * What a command is called in the audit log, in the language of the request: the message
 * `manage_did_<feature>_<verb>`. A command without words appears under its technical name.
 */
export function commandWord(name: string): string {
  const word = words.get(`manage_did_${name.replace('.', '_')}`);
  return typeof word === 'function' ? String(word()) : name;
}
