import { once } from 'node:events';
import { createServer } from 'node:net';

/** A mail server on loopback that keeps what it is sent and makes the trouble that it is told to. For tests. */
export async function startReceiver() {
  const mails = [];
  const sockets = new Set();
  let trouble = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (trouble !== 'hangs') serve(socket);
  });
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listen = async (port) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address();

  function serve(socket) {
    let mail = null;
    let rest = '';
    const say = (line) => socket.write(`${line}\r\n`);
    const hear = (line) => {
      if (mail !== null) {
        if (line !== '.') {
          mail.push(line.replace(/^\./, ''));
          return;
        }
        mails.push(mail.join('\n'));
        mail = null;
        say('250 taken');
        return;
      }
      if (trouble === 'hangs') return;
      const [verb] = line.toUpperCase().split(' ');
      if (verb === 'DATA') mail = [];
      const answers = { EHLO: '250 loopback', DATA: '354 go on', QUIT: '221 bye' };
      say(verb === 'RCPT' && trouble === 'rejects' ? '550 nobody of that name' : (answers[verb] ?? '250 ok'));
      if (verb === 'QUIT') socket.end();
    };
    say('220 loopback');
    socket.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop();
      for (const line of lines) hear(line);
    });
  }

  return {
    port,
    mails,
    make: {
      async refuses() {
        const closed = once(server, 'close');
        server.close();
        endAll();
        await closed;
      },
      async rejects() {
        trouble = 'rejects';
      },
      async hangs() {
        trouble = 'hangs';
        endAll();
      },
      async restarts() {
        endAll();
      },
    },
    async recover() {
      trouble = null;
      endAll();
      if (!server.listening) await listen(port);
    },
    async stop() {
      endAll();
      server.close();
    },
  };
}
