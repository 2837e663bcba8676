import { OperatorError } from '../shared/operator-error';

const UNREACHABLE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT'
];
const WRONG_CREDENTIALS = ['28P01', '28000'];
const NO_SUCH_DATABASE = '3D000';
const NOT_PERMITTED = ['42501', '22023'];
/** PostgreSQL 15 and later say that an extension is not available; older ones miss its file. */
const NOT_INSTALLED = ['0A000', '58P01'];
/** How PostgreSQL names the extension that it cannot or may not create. */
const EXTENSION = /\bextension\b.*\b(btree_gist)\b/;
const NOT_WRITABLE = ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOSPC'];

/** Puts what a PostgreSQL server answered to the operator into a sentence; bugs stay what they are. */
export function explainServer(error: unknown, place: string): unknown {
  const cause = innermost(error);
  const code = codeOf(cause);
  const said = cause instanceof Error ? cause.message : '';
  if (UNREACHABLE.includes(code)) {
    return new OperatorError(
      `No PostgreSQL server answers at ${place} (${code}). Check DATABASE_URL.`
    );
  }
  if (WRONG_CREDENTIALS.includes(code)) {
    return new OperatorError(
      `The PostgreSQL server at ${place} refused the user or password of DATABASE_URL.`
    );
  }
  if (code === NO_SUCH_DATABASE) {
    return new OperatorError(
      `The PostgreSQL server has no database for ${place}. Create it first.`
    );
  }
  const extension = EXTENSION.exec(said)?.[1];
  if (extension && NOT_INSTALLED.includes(code)) {
    return new OperatorError(
      `The PostgreSQL server at ${place} does not have the extension ${extension}. ` +
        `Install PostgreSQL's contrib modules on the server (docs/operations.md, "Roles").`
    );
  }
  if (extension && NOT_PERMITTED.includes(code)) {
    return new OperatorError(
      `The role that migrates may not create the extension ${extension} at ${place}. ` +
        `Let an administrator run "create extension ${extension}" in this database (docs/operations.md, "Roles").`
    );
  }
  if (NOT_PERMITTED.includes(code)) {
    return new OperatorError(
      `The role of DATABASE_URL may not do this at ${place}: ${said}. ` +
        `Set DATABASE_OWNER_URL for the migrations and grant linli_app to both roles (docs/operations.md, "Roles").`
    );
  }
  return error;
}

/** Puts why the data folder cannot be used into a sentence. */
export function explainFolder(error: unknown, folder: string): unknown {
  const code = codeOf(innermost(error));
  if (!NOT_WRITABLE.includes(code)) return error;
  return new OperatorError(
    `The data folder ${folder} cannot be written (${code}). Set DATA_DIR to a folder of your own.`
  );
}

/** drizzle and AggregateError wrap the one that knows. */
function innermost(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (codeOf(error) !== '') return error;
  if (error instanceof AggregateError) return innermost(error.errors[0]);
  return error.cause ? innermost(error.cause) : error;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
