/** What the app says about a command: words for the person, and the command that takes it back. */
export interface Said {
  tone: 'success' | 'warn';
  text: string;
  /** The field that was refused, if it was one. */
  field?: string;
  undo?: { command: string; fields: Record<string, string> };
}
