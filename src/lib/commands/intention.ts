import { newKey } from './key';

/**
 * Gives what a form sends its idempotency key: the same while the very same is sent again, a tap too
 * many or a try after a lost answer, and another for anything else. For forms whose fields tell one
 * intention from the next, as a draft's do by its revision.
 */
export class Intention {
  #sent = '';
  #key = '';

  /** Puts the key into what is about to be sent. */
  mark(form: FormData): void {
    const fields = [...form].filter(([name]) => name !== 'key');
    const sent = JSON.stringify(fields);
    if (sent !== this.#sent) [this.#sent, this.#key] = [sent, newKey()];
    form.set('key', this.#key);
  }
}
