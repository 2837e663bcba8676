import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

/** The Node that the project pins; npm scripts run on it, and so does whatever they start. */
export const node = existsSync(pinned) ? pinned : process.execPath;

/** A program that was run ended badly; its output has been shown. */
export class ProcessFailed extends Error {
  /** @param {string} what @param {number} code */
  constructor(what, code) {
    super(`${what} ended with code ${code}.`);
    this.code = code;
  }
}

/**
 * Runs a script with the pinned Node, quietly: its output appears only when it fails.
 * @param {string} script relative to the project
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<string>} what it printed
 */
export async function run(script, args, { env = {} } = {}) {
  const { code, output } = await capture(node, [script, ...args], env);
  if (code === 0) return output;
  process.stderr.write(output);
  throw new ProcessFailed([script, ...args].join(' '), code);
}

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env } });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
