/** The largest roster file that is read, in megabytes (2^20 bytes). */
export const ROSTER_FILE_MAX_MEGABYTES = 10;
export const ROSTER_FILE_MAX_BYTES = ROSTER_FILE_MAX_MEGABYTES * 2 ** 20;
/** The most rows of one roster file, titles and empty rows among them. */
export const ROSTER_MAX_ROWS = 20_000;
/** The most columns up to the last filled one. */
export const ROSTER_MAX_COLUMNS = 200;

/** Why a file cannot be read as a roster. */
export type RosterFileRefusal =
  | { refused: 'roster_file_too_large'; params: { megabytes: number; limit: number } }
  | { refused: 'roster_file_unpacks_too_large'; params: Record<string, never> }
  | { refused: 'roster_too_many_rows'; params: { limit: number } }
  | { refused: 'roster_too_many_columns'; params: { limit: number } }
  | { refused: 'roster_file_empty'; params: Record<string, never> }
  | { refused: 'roster_file_unreadable'; params: { filename: string } }
  | { refused: 'roster_old_xls'; params: Record<string, never> }
  | { refused: 'roster_file_has_password'; params: Record<string, never> }
  | { refused: 'roster_csv_quotes'; params: { line: number } };
