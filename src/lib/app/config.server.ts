import { join } from 'node:path';
import { OperatorError } from '../shared/operator-error';
import { keptSecrets } from './kept-secret.server';

export interface Config {
  dataDir: string;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  /** Key material for phone numbers and poster codes; losing it loses the phone numbers. */
  secret: string;
  /** The secret before, while it is being replaced (`npm run secret:rotate`). */
  formerSecret: string | null;
  /** Where the keys of secret votes are kept while they run; outside the database and its backups. */
  ballotKeysDir: string;
  /** The public address, for links in QR codes; null: that of the request. */
  origin: string | null;
  /** Whether an empty embedded installation gets the demo communities. */
  demo: boolean;
}

/** Reads the configuration from the environment; the README lists it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataDir = env.DATA_DIR || '.data';
  checkChoices(env);
  const databaseUrl = readUrl(env, 'DATABASE_URL');
  return {
    dataDir,
    databaseUrl,
    databaseOwnerUrl: readUrl(env, 'DATABASE_OWNER_URL'),
    ...readSecrets(env, dataDir, databaseUrl !== null),
    ballotKeysDir: env.BALLOT_KEYS_DIR || join(dataDir, 'ballot-keys'),
    origin: env.ORIGIN || null,
    demo: databaseUrl === null && env.DEMO !== 'off'
  };
}

/** What has a fixed set of values; a slip would otherwise be taken for the default. */
const CHOICES = {
  DEMO: ['on', 'off'],
  LOG_LEVEL: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
};

function checkChoices(env: NodeJS.ProcessEnv): void {
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const value = env[name];
    if (!value || allowed.includes(value)) continue;
    throw new OperatorError(`${name} must be ${allowed.join(' or ')}, not "${value}".`);
  }
  if (env.XFF_DEPTH && !/^[1-9]\d?$/.test(env.XFF_DEPTH)) {
    throw new OperatorError(`XFF_DEPTH must be a number of proxies, not "${env.XFF_DEPTH}".`);
  }
}

const SECRET_CHARACTERS = 32;

function readSecrets(env: NodeJS.ProcessEnv, dataDir: string, isServer: boolean) {
  const given = readSecret(env, 'APP_SECRET');
  const former = readSecret(env, 'APP_SECRET_FORMER');
  if (given) return { secret: given, formerSecret: former };
  if (isServer)
    throw new OperatorError(
      `APP_SECRET must be set when DATABASE_URL is set (${SECRET_CHARACTERS} characters or more).`
    );
  const kept = keptSecrets(dataDir);
  return { secret: kept.secret, formerSecret: former ?? kept.former };
}

function readSecret(env: NodeJS.ProcessEnv, name: string): string | null {
  const secret = env[name];
  if (!secret) return null;
  if (secret.length >= SECRET_CHARACTERS) return secret;
  throw new OperatorError(`${name} must have at least ${SECRET_CHARACTERS} characters.`);
}

/** The address of a PostgreSQL server; its password is never repeated in words. */
function readUrl(env: NodeJS.ProcessEnv, name: string): string | null {
  const text = env[name];
  if (!text) return null;
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text;
  throw new OperatorError(
    `${name} is not an address like postgres://user:password@host:5432/database. ` +
      `Special characters in the password must be percent-encoded.`
  );
}
