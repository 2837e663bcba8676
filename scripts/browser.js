import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../tests/browser.ts';
import { capture, node } from './processes.js';

const ADVICE = `No Chromium was found and none could be installed. Run one of
  npx playwright install --with-deps chromium
  apt-get install chromium-headless-shell fonts-noto-cjk   (Debian, as root)
or set CHROMIUM_PATH to the program of a Chromium or Chrome.`;

/** Finds a browser for the journeys, or installs one. @returns {Promise<string | null>} what to do, if neither worked */
export async function provideBrowser() {
  if (findChromium() || existsSync(chromium.executablePath())) return null;
  console.log('No Chromium on this machine: installing one …');
  const asRoot = process.getuid?.() === 0;
  const said = [await installPlaywrights(asRoot)];
  if (await opens()) return null;
  if (asRoot && existsSync('/usr/bin/apt-get')) {
    said.push(await installDebians());
    if (await opens()) return null;
  }
  return [...said.map((text) => text.trimEnd().split('\n').slice(-5).join('\n')), ADVICE].join(
    '\n'
  );
}

/** @param {boolean} asRoot */
async function installPlaywrights(asRoot) {
  const cli = 'node_modules/@playwright/test/cli.js';
  const args = ['install', ...(asRoot ? ['--with-deps'] : []), 'chromium'];
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  return (await capture(node, [cli, ...args], env)).output;
}

async function installDebians() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update', '-q'], env);
  const wanted = ['chromium-headless-shell', 'fonts-noto-cjk'];
  const args = ['install', '-y', '-q', '--no-install-recommends', ...wanted];
  return (await capture('apt-get', args, env)).output;
}

/** Whether a browser not only is there but starts: its libraries may be missing. */
async function opens() {
  const executablePath = findChromium();
  if (!executablePath && !existsSync(chromium.executablePath())) return false;
  try {
    await (await chromium.launch({ executablePath, args: CHROMIUM_ARGS })).close();
    return true;
  } catch {
    return false;
  }
}
