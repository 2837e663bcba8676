import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/**
 * A folder with a whole PostgreSQL, server and clients of one version: that of the machine, or
 * Debian's packages unpacked beside the temporary files. The embedded one has no pg_dump.
 */
export function findWholePostgres(): string {
  const unpacked = join(tmpdir(), 'linli-debian-postgres');
  const found = programsBelow('/') ?? programsBelow(unpacked);
  if (found) return found;
  mkdirSync(unpacked, { recursive: true, mode: 0o755 });
  const packages = newestPackages();
  const got = inFolder('apt-get', ['download', '-q', ...packages]);
  const files = readdirSync(unpacked).filter((file) => file.endsWith('.deb'));
  for (const file of files) inFolder('dpkg', ['-x', file, '.']);
  const made = programsBelow(unpacked);
  if (made) return made;
  throw new Error(`No PostgreSQL with pg_dump here, and none could be unpacked: ${got}`);

  function inFolder(program: string, args: string[]): string {
    const ran = spawnSync(program, args, { cwd: unpacked, encoding: 'utf8' });
    return `${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error?.message ?? ''}`;
  }
}

/** The newest version below a root whose programs are all there. */
function programsBelow(root: string): string | null {
  const versions = join(root, 'usr/lib/postgresql');
  if (!existsSync(versions)) return null;
  const whole = readdirSync(versions)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version, 'bin'))
    .filter((folder) => PROGRAMS.every((name) => existsSync(join(folder, name))));
  return whole[0] ?? null;
}

/** Debian names them by version: postgresql-15 and postgresql-client-15. */
function newestPackages(): string[] {
  const list = () => spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+$']);
  if (list().stdout.length === 0) spawnSync('apt-get', ['update', '-q']);
  const versions = [
    ...list()
      .stdout.toString()
      .matchAll(/^postgresql-(\d+)/gm)
  ].map(([, v]) => v);
  const newest = versions.sort((one, other) => Number(other) - Number(one))[0] ?? '15';
  return [`postgresql-${newest}`, `postgresql-client-${newest}`];
}
