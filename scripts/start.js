import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareAnswer } from './answers.js';
import { node } from './processes.js';
import { buildIfNeeded, root } from './tree.js';

/** Three photos of 10 MB over a slow network; slower ones are the outbox's to try again. */
const REQUEST_TIMEOUT_MS = 300_000;

/** `npm start`: builds when needed, serves, and says where and how to sign in. */
async function start() {
  process.chdir(root);
  setDefaults(process.env);
  const port = Number(process.env.PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw mistake(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  }
  await refuseSecondHolder();
  await refuseTakenPort(port);
  await buildIfNeeded();
  await serve();
  await waitUntilReady(port);
  await greet(port);
}

/** @param {NodeJS.ProcessEnv} env */
function setDefaults(env) {
  env.NODE_ENV ||= 'production';
  env.PORT ||= '3000';
  env.HOST ||= '0.0.0.0';
  // Above every limit of the app's own, so that a file that is too large gets the app's words.
  env.BODY_SIZE_LIMIT ||= '256M';
  env.SHUTDOWN_TIMEOUT ||= '10';
  // Longer than proxies and browsers keep an idle connection: else their next request meets a
  // connection that was closed at that moment.
  env.KEEP_ALIVE_TIMEOUT ||= '75';
  // From a request's first byte, not from the connection's: an idle one is not ended by it.
  env.HEADERS_TIMEOUT ||= '20';
  if (!env.ORIGIN) {
    delete env.ORIGIN; // An empty one is a mistake to adapter-node.
    env.PROTOCOL_HEADER ||= 'x-forwarded-proto';
  } else if (!/^https?:\/\/[^/]+\/?$/.test(env.ORIGIN) || !URL.canParse(env.ORIGIN)) {
    throw mistake(`ORIGIN must be an address like https://linli.example, not "${env.ORIGIN}".`);
  }
}

/** Before building: a build would pull the files away from under the process that serves them. */
async function refuseSecondHolder() {
  if (process.env.DATABASE_URL) return;
  const { FolderInUse, holderOf } = await import('../src/lib/db/lock.server.ts');
  const folder = process.env.DATA_DIR || '.data';
  const holder = holderOf(folder);
  if (holder !== null) throw new FolderInUse(folder, holder);
}

/** @param {number} port */
function refuseTakenPort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explain(error)));
    probe.listen({ port, host: process.env.HOST }, () => probe.close(() => resolve(undefined)));
  });
}

async function serve() {
  const print = console.log;
  // The server's own line comes before it is ready, and with an address nobody can open.
  console.log = (...words) => String(words[0]).startsWith('Listening on ') || print(...words);
  const { server } = await import(pathToFileURL(join(root, 'build', 'index.js')).href);
  server.server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.server.prependListener(
    'request',
    (
      /** @type {import('node:http').IncomingMessage} */ request,
      /** @type {import('node:http').ServerResponse} */ response
    ) => {
      // Without a proxy in front, the address in the browser is plain http; adapter-node assumes https.
      const sent = String(request.headers['x-forwarded-proto'] ?? '')
        .split(',')[0]
        ?.trim();
      const protocol = sent === 'https' ? 'https' : 'http';
      request.headers['x-forwarded-proto'] = protocol;
      prepareAnswer(request, response, (process.env.ORIGIN ?? protocol).startsWith('https'));
    }
  );
}

/** @param {number} port */
async function waitUntilReady(port) {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw mistake('The server did not become ready in two minutes; the log above says why.');
}

/** @param {number} port */
async function greet(port) {
  const address = process.env.ORIGIN || `http://localhost:${port}`;
  const demo = await fetch(`http://127.0.0.1:${port}/demo`, { redirect: 'manual' });
  console.log(`\n  Linli 邻里  ${address}\n`);
  if (demo.ok) console.log(`  Sign in as one of the demo people with one tap: ${address}/demo\n`);
  else console.log(`  Sign in by phone: ${address}/sign-in   as staff: ${address}/sign-in/staff\n`);
}

/** @param {string} sentence */
function mistake(sentence) {
  const error = new Error(sentence);
  error.name = 'OperatorError';
  return error;
}

/** @param {unknown} error */
function explain(error) {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const { PORT, HOST } = process.env;
  if (code === 'EADDRINUSE') {
    return mistake(`Port ${PORT} is in use by another program. Stop it, or set PORT to another.`);
  }
  if (code === 'EACCES') return mistake(`Port ${PORT} may not be used here. Set PORT above 1023.`);
  if (code === 'EADDRNOTAVAIL') return mistake(`This computer has no address ${HOST} (HOST).`);
  return error;
}

/** @param {unknown} error */
function fail(error) {
  const reason = explain(error);
  const isMistake = reason instanceof Error && reason.name === 'OperatorError';
  console.error(isMistake ? `Linli cannot start: ${reason.message}` : reason);
  process.exit(1);
}

const isPinned = Number(process.versions.node.split('.')[0]) >= 24 || node === process.execPath;
if (isPinned) {
  process.once('uncaughtException', fail);
  start().catch(fail);
} else {
  // Called without npm on an older Node.
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
