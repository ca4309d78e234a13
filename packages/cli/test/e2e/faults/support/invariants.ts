import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport, StoreCheck } from '@ingest/core';
import { expect } from 'vitest';
import type { Ended } from '../../../support/built.js';
import type { Asked, Forbidden, Provider } from './misbehaving-providers.js';

/** A process of the command that has ended. */
export interface EndedCommand extends Ended {
  readonly args: readonly string[];
}

/** All that a scenario left behind. */
export interface Remains {
  readonly directory: string;
  readonly processes: readonly EndedCommand[];
  readonly asked: readonly Asked[];
  readonly forbidden: readonly Forbidden[];
  /** Whose secret each one is; null for one that no provider may see either. */
  readonly secrets: readonly { readonly secret: string; readonly owner: Provider | null }[];
  /** Files that the test itself wrote secrets into. */
  readonly ownFiles: readonly string[];
  /** The store that runs write unless told otherwise; null where there is no sound one. */
  readonly store: { readonly name: string; readonly checked: StoreCheck } | null;
}

/** What must be true whatever went wrong: I1 to I7 of the table of faults. */
export function expectInvariants(remains: Remains): void {
  expectNoSecret(remains);
  for (const ended of remains.processes) {
    expectOneJsonValue(ended);
    expectNoTrace(ended);
    expectNoControlBytes(ended);
  }
  if (remains.store !== null) expectSoundStore(remains.store, remains.processes);
  expectNothingForbidden(remains);
}

/** I1. */
function expectNoSecret({ directory, processes, asked, secrets, ownFiles }: Remains): void {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => !ownFiles.includes(name) && statSync(join(directory, name)).isFile())
    .map((name) => ({ where: name, text: readFileSync(join(directory, name)).toString('latin1') }));
  const printed = processes.flatMap(({ args, stdout, stderr }) => [
    { where: `stdout of ${args.join(' ')}`, text: stdout },
    { where: `stderr of ${args.join(' ')}`, text: stderr },
  ]);
  for (const { secret, owner } of secrets) {
    const sent = asked.map((request) => ({
      where: `a request to ${request.provider}`,
      // A key goes to its owner in a header; urls end up in logs.
      text: `${request.url.href} ${request.provider === owner ? '' : JSON.stringify(request.headers)}`,
    }));
    const leaks = [...files, ...printed, ...sent].filter(({ text }) =>
      spellings(secret).some((form) => text.includes(form)),
    );
    expect(
      leaks.map(({ where }) => where),
      `I1: ${secret} is seen`,
    ).toEqual([]);
  }
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    secret,
    encodeURIComponent(secret),
    percent,
    percent.toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/** I2. A signal may end a process before it printed anything. */
function expectOneJsonValue({ args, stdout, exitCode, signal }: EndedCommand): void {
  if (!args.includes('--json') || signal !== null || (stdout === '' && [130, 143].includes(exitCode ?? 0))) return;
  expect(
    () => JSON.parse(stdout),
    `I2: stdout of ${args.join(' ')} is one JSON value: ${stdout.slice(0, 300)}`,
  ).not.toThrow();
}

/** I3. */
function expectNoTrace({ args, stdout, stderr, exitCode }: EndedCommand): void {
  expect(exitCode, `I3: ${args.join(' ')} is no bug of ours: ${stderr}`).not.toBe(1);
  if (args.includes('--verbose')) return;
  expect(`${stdout}${stderr}`, `I3: no trace of ${args.join(' ')}`).not.toMatch(
    /^\s+at .+:\d+:\d+\)?$|node:internal|Unhandled|\(node:\d+\)|Warning:|"stack":/m,
  );
}

/** I4. */
function expectNoControlBytes({ args, stdout, stderr }: EndedCommand): void {
  // Lines of CSV end so (RFC 4180).
  const printed = args.includes('csv') ? stdout.replaceAll('\r\n', '\n') : stdout;
  const found = /[^\P{Cc}\n\t]/u.exec(`${printed}${stderr}`);
  expect(found?.[0].codePointAt(0), `I4: a raw control character in the output of ${args.join(' ')}`).toBe(undefined);
}

/** I5, and of I6 what shows without a sink: each story was new in one run only. */
function expectSoundStore({ name, checked }: NonNullable<Remains['store']>, processes: readonly EndedCommand[]): void {
  expect(checked.problems, 'I5: what db check finds').toEqual([]);
  const runs = processes.filter(({ args }) => args[0] === 'run' && args.includes(name)).map(reportOf);
  for (const event of runs.flatMap((report) => report?.collections ?? []))
    expect(event.durationMs, 'durations').toBeGreaterThanOrEqual(0);
  const fresh = runs.reduce((sum, report) => sum + (report?.items.new ?? 0), 0);
  // A run that was killed, or printed words, said nothing of what it stored; one may not know it itself.
  if (runs.some((report) => report === null || isInDoubt(report)))
    expect(fresh, 'I6: stories that runs call new').toBeLessThanOrEqual(checked.stories);
  else expect(fresh, 'I6: stories that runs call new').toBe(checked.stories);
}

function isInDoubt({ error }: RunReport): boolean {
  return error?.message.includes('lost during a commit') ?? false;
}

function reportOf({ stdout }: EndedCommand): RunReport | null {
  if (!stdout.startsWith('{"runId"')) return null;
  return JSON.parse(stdout) as RunReport;
}

/** Requests that were under way when the answer came are no breach. */
const underWayMs = 250;
/** Timers and clocks count in whole milliseconds. */
const timerMs = 2;

/** I7, as far as answers tell. */
function expectNothingForbidden({ asked, forbidden }: Remains): void {
  for (const { provider, from, until } of forbidden) {
    const breaches = asked.filter(
      (request) => request.provider === provider && request.at > from + underWayMs && request.at < until - timerMs,
    );
    expect(
      breaches.map(({ at }) => at - from),
      `I7: requests to ${provider} in the ${until - from} ms that it asked for`,
    ).toEqual([]);
  }
}
