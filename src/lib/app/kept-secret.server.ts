import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFolder } from '../db/connect-errors.server';

/** The secret that the embedded default makes once and keeps beside the data, and the one before. */
export interface KeptSecrets {
  secret: string;
  former: string | null;
}

const files = (dataDir: string) => ({
  current: join(dataDir, 'secret'),
  former: join(dataDir, 'secret.former'),
  next: join(dataDir, 'secret.next')
});

/** Reads the kept secrets; makes the first one in an empty folder. */
export function keptSecrets(dataDir: string): KeptSecrets {
  const { current, former } = files(dataDir);
  try {
    if (!existsSync(current)) {
      mkdirSync(dataDir, { recursive: true });
      write(current, newSecret());
    }
    return { secret: read(current), former: existsSync(former) ? read(former) : null };
  } catch (error) {
    throw explainFolder(error, dataDir);
  }
}

/**
 * Puts a new secret in the place of the kept one, which becomes the former. A replacement that was
 * begun and not ended is gone on with: at each moment both secrets that the data may need are files.
 */
export function replaceKeptSecret(dataDir: string): KeptSecrets {
  const { current, former, next } = files(dataDir);
  if (existsSync(former)) return keptSecrets(dataDir);
  keptSecrets(dataDir);
  rmSync(next, { force: true });
  write(next, newSecret());
  write(former, read(current));
  renameSync(next, current);
  return keptSecrets(dataDir);
}

/** Ends the time in which the former secret's posters and cards are taken. */
export const forgetFormerSecret = (dataDir: string): void =>
  rmSync(files(dataDir).former, { force: true });

/** Secrets are 256 bits in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

const read = (file: string): string => readFileSync(file, 'utf8').trim();

const write = (file: string, secret: string): void =>
  writeFileSync(file, secret + '\n', { mode: 0o600, flag: 'wx' });
