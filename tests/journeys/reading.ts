import type { Locator } from '@playwright/test';
import { expect, type Look, type Person } from './cast';
import { words } from './words';

/** The two ways in which a chain is played from its beginning to its end. */
export const LOOKS: { title: string; look: Look }[] = [
  { title: 'in English and in large letters', look: { language: 'en', mode: 'elder' } },
  { title: 'in Chinese without scripts', look: { javaScriptEnabled: false } }
];

type Given = Record<string, string | number>;

/** What somebody does by the words of the app, in the language that they read. */
export interface Reader {
  words(key: string, given?: Given): string;
  /** The button of these words on the page. */
  tap(key: string, given?: Given): Promise<void>;
  /** Takes back what was just done, where the page says it. */
  undo(): Promise<void>;
  follow(key: string, given?: Given): Promise<void>;
  /** One of the fields that have these words in their label. */
  field(key: string, which?: 'first' | 'last'): Locator;
  fill(key: string, text: string): Promise<void>;
  reads(key: string, given?: Given): Promise<void>;
}

export function reader({ page, language }: Person): Reader {
  const say: Reader['words'] = (key, given) => words(language, key, given);
  const main = page.locator('main');
  const field: Reader['field'] = (key, which = 'first') => main.getByLabel(say(key))[which]();
  return {
    words: say,
    field,
    tap: (key, given) =>
      main
        .getByRole('button', { name: say(key, given) })
        .first()
        .click(),
    undo: () => page.getByRole('button', { name: say('commands_undo'), exact: true }).click(),
    follow: (key, given) =>
      main
        .getByRole('link', { name: say(key, given) })
        .first()
        .click(),
    fill: (key, text) => field(key).fill(text),
    reads: (key, given) =>
      expect(page.getByText(say(key, given)).filter({ visible: true }).first()).toBeVisible()
  };
}
