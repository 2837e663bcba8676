import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { newKey } from '../../commands/key';
import type { RuleSet } from '../../rules/model';
import { isRefused } from '../../shared/result';
import { act, type Fresh } from '../acts';
import { edited } from '../edits';
import type { Fields, FormProblem } from '../fields';

/** So many cards of a kind are drawn with their fields; the rest of a longer list is opened one by one. */
const OPEN_CARDS = 40;

/** What the page of the editor has from the server. */
export interface Draft {
  ruleSet: RuleSet;
  revision: number;
  view: string;
  here: string;
  today: string;
  onNotice: boolean;
  /** The card that was asked for or has just been sent. */
  opened: string | null;
  /** The community's teams, for rules that name them. */
  teams: { id: string; name: string }[];
  /** Votes that residents have adopted, for deductions. */
  votes: { value: string; label: string }[];
}

/**
 * The draft as it is on this page: what the server has with what is typed in the cards and not saved
 * yet. Sentences and the trial are made of it.
 */
export class Workshop {
  readonly #draft: () => Draft;
  readonly #typed = new SvelteMap<string, Fields>();

  constructor(draft: () => Draft) {
    this.#draft = draft;
  }

  readonly ruleSet = $derived.by<RuleSet>(() => {
    let ruleSet = this.#draft().ruleSet;
    for (const fields of this.#typed.values()) {
      const edit = edited(ruleSet, fields, this.#fresh());
      if ('ok' in edit) ruleSet = edit.ok;
    }
    return ruleSet;
  });

  readonly #further = $derived.by<Set<string>>(() => {
    const { rules, caps, groups, activities } = this.#draft().ruleSet;
    const common = caps.filter(({ over }) => over.kind !== 'rule');
    const lists = Object.entries({ rules, caps: common, groups, activities });
    return new Set(
      lists.flatMap(([list, parts]) => parts.slice(OPEN_CARDS).map(({ id }) => `${list}/${id}`))
    );
  });

  /** Whether a card shows its fields; others say what they are and can be opened. */
  isOpen(card: string): boolean {
    return !this.#further.has(card) || this.#draft().opened === card;
  }

  get revision(): number {
    return this.#draft().revision;
  }

  get view(): string {
    return this.#draft().view;
  }

  get votes(): { value: string; label: string }[] {
    return this.#draft().votes;
  }

  get teams(): { id: string; name: string }[] {
    return this.#draft().teams;
  }

  get here(): string {
    return this.#draft().here;
  }

  get onNotice(): boolean {
    return this.#draft().onNotice;
  }

  /** Whether something is typed that is not saved. */
  get isBusy(): boolean {
    return this.#typed.size > 0;
  }

  type(card: string, fields: Fields): void {
    const { do: _done, ...rest } = fields;
    this.#typed.set(card, { ...rest, card });
  }

  forget(card: string): void {
    this.#typed.delete(card);
  }

  problemsOf(card: string, fields: Fields): FormProblem[] {
    const { do: _done, ...rest } = fields;
    const edit = edited(this.#draft().ruleSet, { ...rest, card }, this.#fresh());
    return 'problems' in edit && !isRefused(edit) ? edit.problems : [];
  }

  /** What a button of a sentence card does to its fields. */
  act(fields: Fields, doing: string): Fields {
    return act(fields, doing, this.ruleSet, this.#fresh());
  }

  /** The fields with those that their choices bring: of a sentence card, which alone has some. */
  follow(card: string, fields: Fields): Fields {
    return card.startsWith('rules/') ? this.act(fields, 'save') : fields;
  }

  /** Whether a button is done on the page; others are for the server. */
  doesHere(card: string, doing: string): boolean {
    return (
      card.startsWith('rules/') &&
      /^(add|remove)-|^award$|^activity$|^attribute$|^test$/.test(doing)
    );
  }

  #fresh(): Fresh {
    return { id: freshId(), today: this.#draft().today };
  }
}

/** Eight characters that nobody else takes, also in another version or at another table. */
const freshId = (): string => newKey().slice(-8);

export const [workshop, setWorkshop] = createContext<Workshop>();
