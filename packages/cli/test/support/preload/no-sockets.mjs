// Ends the process at once with code 99 when anything opens a socket.
import net from 'node:net';

net.Socket.prototype.connect = function connect(...args) {
  process.stderr.write(`a socket was opened: ${JSON.stringify(args[0])}\n`);
  process.exit(99);
};
