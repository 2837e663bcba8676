import { connect } from 'node:net';

/** What came back over one connection. */
export interface Heard {
  text: string;
  status: number;
  headers: Record<string, string>;
  /** Whether the server closed the connection. */
  isClosed: boolean;
}

/**
 * Sends bytes as they are, which no HTTP client would, and listens until `enough` or until the
 * server closes; a server that does neither within ten seconds leaves the sender hanging.
 */
export function sendRaw(
  origin: string,
  sent: string | Buffer,
  enough: (heard: Heard) => boolean = isAnswered
): Promise<Heard> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    const timer = setTimeout(() => finish(new Error(`left hanging after: ${text}`)), 10_000);
    const finish = (error: Error | null, isClosed = false) => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve({ ...parse(text), isClosed });
    };
    socket.on('error', () => finish(null, true));
    socket.on('close', () => finish(null, true));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (enough({ ...parse(text), isClosed: false })) finish(null);
    });
    socket.write(sent);
  });
}

/** Whether the head of an answer is there. */
export const isAnswered = ({ text }: Heard): boolean => text.includes('\r\n\r\n');

function parse(text: string): Omit<Heard, 'isClosed'> {
  const [first = '', ...lines] = (text.split('\r\n\r\n')[0] ?? '').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.toLowerCase(), value.join(':').trim()];
    })
  );
  return { text, status: Number(first.split(' ')[1] ?? 0), headers };
}
