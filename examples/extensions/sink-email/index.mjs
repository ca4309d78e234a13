import { createHash } from 'node:crypto';
import { IngestError, redactor, SinkError } from '@ingest/core';
import nodemailer from 'nodemailer';
import { render } from './render.mjs';

/**
 * Sends each message as a mail. Options: `host`, `port` (587), `secure` (false: STARTTLS where the server has it), `user` and
 * `password`, `from`, `to`, `name`.
 */
export function createSink(options) {
  const { host, port = 587, secure = false, user, password, from, to } = checked(options);
  const hidden = redactor(password === undefined ? [] : [password]);
  const name =
    options.name ?? `email-${createHash('sha256').update(`${host}:${port} ${to}`).digest('hex').slice(0, 8)}`;
  let transport = null;
  let isClosed = false;

  /** One connection, kept for the next mail. Made anew after it was broken off. */
  const connected = () => {
    transport ??= nodemailer.createTransport({
      pool: true,
      maxConnections: 1,
      host,
      port,
      secure,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === undefined ? {} : { auth: { user, pass: password } }),
    });
    return transport;
  };
  const breakOff = () => {
    transport?.close();
    transport = null;
  };

  /** What the work comes to, unless the signal or `close` ends it before: then at once, whatever the server says. */
  const endable = (work, signal) =>
    new Promise((resolve, reject) => {
      const end = () => {
        breakOff();
        reject(signal.reason);
      };
      endings.add(reject);
      signal.addEventListener('abort', end, { once: true });
      work()
        .then(resolve, (error) => reject(toSinkError(name, error, hidden)))
        .finally(() => {
          endings.delete(reject);
          signal.removeEventListener('abort', end);
        });
      if (signal.aborted) end();
    });
  const endings = new Set();

  return {
    name,
    async deliver(message, { signal }) {
      signal.throwIfAborted();
      if (isClosed) throw closed(name);
      await endable(() => connected().sendMail(render(message, { from, to })), signal);
    },
    async check({ signal }) {
      signal.throwIfAborted();
      await endable(() => connected().verify(), signal);
    },
    async close() {
      isClosed = true;
      for (const reject of endings) reject(closed(name));
      breakOff();
    },
  };
}

const texts = ['host', 'from', 'to'];
const known = [...texts, 'name', 'port', 'secure', 'user', 'password'];

/** An option that is wrong is said before anything is sent. Its value may be a secret, and is not repeated. */
function checked(options) {
  for (const option of Object.keys(options)) if (!known.includes(option)) throw wrong(option, 'no such option', known);
  for (const option of texts)
    if (typeof options[option] !== 'string' || options[option] === '') throw wrong(option, 'expected a text');
  return options;
}

/** With `option` in its context the configuration is named where it stands, with `known` the nearest name is suggested. */
function wrong(option, problem, names) {
  return new IngestError('CONFIG_INVALID', `sink email: ${option}: ${problem}`, {
    context: { option, problem, ...(names === undefined ? {} : { known: names.join(', ') }) },
  });
}

/** 5xx says that this mail is never taken; everything else may be better the next time. */
function toSinkError(sink, error, hidden) {
  const code = error.responseCode >= 500 ? 'SINK_REJECTED' : 'SINK_UNAVAILABLE';
  return new SinkError(code, hidden(`${sink}: the mail was not taken: ${error.message}`), { sink, cause: error });
}

function closed(sink) {
  return new SinkError('SINK_UNAVAILABLE', `${sink}: it is closed`, { sink });
}
