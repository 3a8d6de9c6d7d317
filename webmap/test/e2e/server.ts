// Starts the real binary with the demo town, unless MITTE_URL names a running one.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READY_MS = 90_000;

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the server did not say where it listens:\n${said}`)), READY_MS);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listening[^\n]*?(https?:\/\/[\w.[\]-]+:\d+)/.exec(said);
      if (!found?.[1]) return;
      clearTimeout(timer);
      resolve(found[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.MITTE_URL) return async () => {};
  const binary = process.env.MITTE_BIN ?? fileURLToPath(new URL('../../../bin/mitte', import.meta.url));
  const data = mkdtempSync(join(tmpdir(), 'mitte-e2e-'));
  // Run by root, the server's PostgreSQL is another user, who has to get in.
  chmodSync(data, 0o711);
  const child = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--admin-listen', '', '--demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.env.MITTE_URL = await address(child);
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
