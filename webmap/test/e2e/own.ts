// A server of one's own, with its database: to edit behind the map's back, to stop and to start again.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const READY_MS = 90_000;
const binary = () => process.env.MITTE_BIN ?? fileURLToPath(new URL('../../../bin/mitte', import.meta.url));

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

export class OwnServer {
  url = '';
  private readonly data = mkdtempSync(join(tmpdir(), 'mitte-e2e-'));
  private child: ChildProcess | undefined;
  private said = '';

  /** Flags beyond those that every test server has. */
  constructor(private readonly more: readonly string[] = []) {}

  /** Starts, the second time at the address of the first. */
  async start(): Promise<void> {
    // Run by root, the server's PostgreSQL is another user, who has to get in.
    chmodSync(this.data, 0o711);
    const listen = this.url.replace('http://', '') || '127.0.0.1:0';
    const flags = ['--data', this.data, '--listen', listen, '--admin-listen', '', '--demo', ...this.more];
    this.child = spawn(binary(), ['serve', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    this.url = await address(this.child);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child?.once('exit', resolve));
    this.child?.kill('SIGTERM');
    await ended;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Edits as anybody's, through psql, each a transaction of its own. */
  async sql(...texts: string[]): Promise<void> {
    const words = ['db', 'shell', '--data', this.data, '--as', 'app', '--', '-q', '-v', 'ON_ERROR_STOP=1'];
    await promisify(execFile)(binary(), [...words, ...texts.flatMap((text) => ['-c', text])]);
  }

  /** Rewrites what nobody else may, as the owner of the tables does. */
  async rewrite(text: string): Promise<void> {
    const words = [
      'db',
      'shell',
      '--data',
      this.data,
      '--as',
      'owner',
      '--',
      '-q',
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      text,
    ];
    await promisify(execFile)(binary(), words);
  }

  /** What PostGIS answers to one statement, a line for each row. */
  async rows(text: string): Promise<string[]> {
    const words = ['db', 'shell', '--data', this.data, '--as', 'app', '--', '-q', '-A', '-t', '-c', text];
    const { stdout } = await promisify(execFile)(binary(), words);
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** The token of the link for the first administrator, as soon as the server has printed it. */
  async setupToken(): Promise<string> {
    for (;;) {
      const token = /#setup=([\w-]+)/.exec(this.said)?.[1];
      if (token) return token;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** An account as an operator makes it; the password comes by the standard input. */
  async account(email: string, name: string, role: string, password: string, desk = ''): Promise<void> {
    const words = [
      'user',
      'add',
      email,
      '--data',
      this.data,
      '--name',
      name,
      '--role',
      role,
      '--desk',
      desk,
      '--password-stdin',
    ];
    const made = promisify(execFile)(binary(), words);
    made.child.stdin?.end(`${password}\n`);
    await made;
  }
}
