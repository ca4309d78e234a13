// Sends the process a signal at a point of its work that INGEST_TEST_INTERRUPT names, such as
//   SIGKILL before statement 12      before the 12th statement that writes (or begins or ends a transaction); of Postgres any
//   SIGKILL within statement 12      when the server has it and did not answer yet
//   SIGKILL after request 2          as soon as the 2nd answer began
//   SIGKILL within request 2         while the 2nd request is under way
// and writes at its end how many of both there were to the file that INGEST_TEST_COUNTS_FILE names.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [signal, moment, kind, number] = (process.env.INGEST_TEST_INTERRUPT ?? '').split(' ');
const counts = { statement: 0, request: 0 };

function isReached(now, what, nth) {
  return now === moment && what === kind && nth === Number(number);
}

function reach(now, what, nth) {
  if (isReached(now, what, nth)) process.kill(process.pid, signal);
}

function aroundStatement(work) {
  counts.statement += 1;
  const nth = counts.statement;
  reach('before', 'statement', nth);
  const result = work();
  reach('after', 'statement', nth);
  return result;
}

const { fetch } = globalThis;
globalThis.fetch = async (...args) => {
  counts.request += 1;
  const nth = counts.request;
  reach('before', 'request', nth);
  const answer = fetch(...args);
  if (isReached('within', 'request', nth)) setTimeout(() => process.kill(process.pid, signal), 10);
  const response = await answer;
  reach('after', 'request', nth);
  return response;
};

// The driver as the store loads it.
const driver = createRequire(import.meta.resolve('@ingest/storage/package.json'));
if (process.argv.some((arg) => arg.startsWith('postgres:'))) interruptPostgres(driver('pg'));
else interruptSqlite(driver('better-sqlite3'));

function interruptPostgres({ Client }) {
  const { query } = Client.prototype;
  Client.prototype.query = async function (...args) {
    counts.statement += 1;
    const nth = counts.statement;
    reach('before', 'statement', nth);
    const answer = query.apply(this, args);
    reach('within', 'statement', nth);
    const result = await answer;
    reach('after', 'statement', nth);
    return result;
  };
}

function interruptSqlite(Database) {
  const { exec } = Database.prototype;
  Database.prototype.exec = function (sql) {
    return aroundStatement(() => exec.call(this, sql));
  };
  const statements = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  for (const name of ['run', 'get', 'all']) {
    const original = statements[name];
    statements[name] = function (...args) {
      return this.readonly ? original.apply(this, args) : aroundStatement(() => original.apply(this, args));
    };
  }
}

process.on('exit', () => {
  if (process.env.INGEST_TEST_COUNTS_FILE) writeFileSync(process.env.INGEST_TEST_COUNTS_FILE, JSON.stringify(counts));
});
