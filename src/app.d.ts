import type { App as LinliApp } from '$lib/app/start.server';
import type { Account } from '$lib/accounts/sessions.server';
import type { Standing } from '$lib/communities/standing.server';

declare global {
  namespace App {
    interface Locals {
      app: LinliApp;
      account: Account | null;
      sessionId: string | null;
      locale: 'zh' | 'en';
      /** Read once per request for the community in the address; see `standingOf`. */
      standing?: Promise<Standing | null>;
    }
    interface Error {
      message: string;
      /** Shown to the person so that the log can be found. */
      id?: string;
    }
  }
}

export {};
