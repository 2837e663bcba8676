/** Something that nobody means well with, done by a person of one community. */
export interface Act {
  name: string;
  /** Throws when the app answers other than it should. */
  run(): Promise<unknown>;
}
