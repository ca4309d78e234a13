import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/**
 * Makes a connection to where a url points, with a trusted certificate for https, and hangs up: nothing is sent. Rejects with
 * what broke, or with the signal's reason the moment it aborts.
 */
export function reach(url: URL, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const isTls = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
    const connected = () => end(resolve);
    const socket: Socket = isTls
      ? connectTls({ host, port, ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }) }, connected)
      : connectTcp({ host, port }, connected);
    const abort = () => end(() => reject(signal.reason));
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', (error) => end(() => reject(error)));
  });
}
