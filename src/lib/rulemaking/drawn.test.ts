import fc from 'fast-check';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { cardFields, cardOf, readCard } from './card';
import Card from './editor/card.examples.svelte';
import type { Fields } from './fields';
import { fieldsOf } from './fields';
import { anyDraft } from './form.examples';

/** The fields that a browser without scripts would send of what is drawn. */
function drawnFields(html: string): Fields {
  const form = new FormData();
  const attribute = (tag: string, name: string) => {
    const value = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
    return value ? plain(value[1] ?? '') : null;
  };
  for (const [control, options] of html.matchAll(
    /<input[^>]*>|<select[^>]*>([\s\S]*?)<\/select>/g
  )) {
    const name = attribute(control, 'name');
    if (name === null) continue;
    if (options !== undefined) {
      const chosen = [...options.matchAll(/<option[^>]*>/g)].map(([tag]) => tag);
      const option = chosen.find((tag) => attribute(tag, 'selected') !== null) ?? chosen[0];
      form.append(name, option ? (attribute(option, 'value') ?? '') : '');
    } else if (
      attribute(control, 'type') !== 'checkbox' ||
      attribute(control, 'checked') !== null
    ) {
      form.append(name, attribute(control, 'value') ?? '');
    }
  }
  return fieldsOf(form);
}

const plain = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');

test('whatever rule is drawn as a sentence, sending the sentence as it is gives the same rule', () => {
  fc.assert(
    fc.property(anyDraft, (set) => {
      for (const rule of set.rules) {
        const card = cardOf(set, rule);
        const { body } = render(Card, {
          props: { fields: cardFields(card, set), ruleSet: set }
        });
        expect(readCard(drawnFields(body), set), body).toEqual({ ok: card });
      }
    }),
    { numRuns: 60 }
  );
}, 60_000);
