// A mail server on this machine: it takes what it is given by SMTP and keeps it for the test.

import { createServer, type Server, type Socket } from 'node:net';

export interface Mail {
  to: string;
  /** Headers and text as they came, decoded where they were quoted-printable. */
  text: string;
}

const LATEST_MS = 60_000;
const READY = '220 mailbox ready\r\n';

/** What quoted-printable hides; every part of the house's mails is written in it or plain. */
function readable(text: string): string {
  const joined = text.replaceAll(/=\r?\n/g, '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export class Mailbox {
  readonly mails: Mail[] = [];
  port = 0;
  private server: Server | undefined;
  private readonly open = new Set<Socket>();

  async start(): Promise<void> {
    this.server = createServer((socket) => this.talk(socket));
    await new Promise<void>((ready) => this.server?.listen(0, '127.0.0.1', ready));
    const address = this.server.address();
    if (address && typeof address === 'object') this.port = address.port;
  }

  async end(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((done) => this.server?.close(done));
  }

  flags(): string[] {
    return [
      '--smtp-host',
      '127.0.0.1',
      '--smtp-port',
      `${this.port}`,
      '--smtp-tls',
      'none',
      '--smtp-from',
      'amt@stadt.example',
    ];
  }

  /** The mail to somebody that has these words in it, as soon as it is there. */
  async wait(to: string, words: RegExp, late = Date.now() + LATEST_MS): Promise<Mail> {
    for (;;) {
      const found = this.mails.find((mail) => mail.to === to && words.test(mail.text));
      if (found) return found;
      if (Date.now() > late)
        throw new Error(`no mail to ${to} with ${words}:\n${this.mails.map(({ text }) => text).join('\n--\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private talk(socket: Socket): void {
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
    socket.on('error', () => socket.destroy());
    let rest = '';
    let to = '';
    let body: string[] | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const line = (text: string) => {
      if (body) {
        if (text !== '.') return void body.push(text.replace(/^\.\./, '.'));
        this.mails.push({ to, text: readable(body.join('\n')) });
        body = null;
        return say('250 taken');
      }
      const word = text.slice(0, 4).toUpperCase();
      if (word === 'RCPT') to = /<([^>]*)>/.exec(text)?.[1] ?? '';
      if (word === 'DATA') {
        body = [];
        return say('354 go on');
      }
      if (word !== 'QUIT') return say('250 fine');
      say('221 bye');
      socket.end();
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const each of lines) line(each);
    });
    socket.write(READY);
  }
}
