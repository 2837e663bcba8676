import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Config {
  dataDir: string;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  /** Key material for phone numbers and poster codes; losing it loses the phone numbers. */
  secret: string;
  /** The public address, for links in QR codes; null: that of the request. */
  origin: string | null;
}

/** Reads the configuration from the environment; the README lists it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataDir = env.DATA_DIR || '.data';
  const databaseUrl = env.DATABASE_URL || null;
  return {
    dataDir,
    databaseUrl,
    databaseOwnerUrl: env.DATABASE_OWNER_URL || null,
    secret: env.APP_SECRET || keptSecret(dataDir, databaseUrl !== null),
    origin: env.ORIGIN || null
  };
}

/** The embedded default makes its own secret once and keeps it beside the data. */
function keptSecret(dataDir: string, isServer: boolean): string {
  if (isServer)
    throw new Error('APP_SECRET must be set when DATABASE_URL is set (32 characters or more).');
  const file = join(dataDir, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, secret + '\n', { mode: 0o600, flag: 'wx' });
  return secret;
}
