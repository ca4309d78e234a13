import type { EpochMs } from '../contracts/clock.js';
import type { Term } from '../contracts/outbox.js';
import type { Json, RegisterStore } from '../contracts/registers.js';
import { type AlertKind, alertKinds } from '../model/alert.js';
import { isOver, termAround, term as termSchema } from '../time/term.js';

const prefix = 'mute/';

/** A kind of alert that nobody is told of for a while. */
export interface Mute {
  readonly kind: AlertKind;
  /** Null: of every source. */
  readonly source: string | null;
  readonly until: EpochMs;
}

/** Nobody is told of this kind for `lengthMs` from now; a mute that is there already is replaced. */
export async function mute(
  registers: RegisterStore,
  { kind, source }: Pick<Mute, 'kind' | 'source'>,
  now: EpochMs,
  lengthMs: number,
): Promise<Mute> {
  const term = termAround(now, lengthMs);
  await registers.change(nameOf(kind, source), () => ({ after: { ...term }, result: undefined }));
  return { kind, source, until: term.until };
}

/** Answers with whether it was muted. */
export function unmute(registers: RegisterStore, { kind, source }: Pick<Mute, 'kind' | 'source'>): Promise<boolean> {
  return registers.change(nameOf(kind, source), (before) => ({ after: null, result: before !== null }));
}

/** What is muted now, in the order of kinds and sources. What cannot be read mutes nothing. */
export async function mutes(registers: RegisterStore, now: EpochMs): Promise<readonly Mute[]> {
  const found = await registers.list(prefix);
  return found.flatMap(({ name, value }) => {
    const [, kindName = '', source = ''] = /^mute\/([A-Z_]+)\/?(.*)$/.exec(name) ?? [];
    const kind = alertKinds.find((known) => known === kindName);
    const term = toTerm(value);
    if (kind === undefined || term === null || isOver(term, now)) return [];
    return [{ kind, source: source === '' ? null : source, until: term.until }];
  });
}

/** Whether one of the mutes is about this. */
export function isMuted(muted: readonly Mute[], kind: AlertKind, source: string | null): boolean {
  return muted.some((one) => isAbout(one, kind, source));
}

/** When the last of the mutes about this ends; null when it is not muted. */
export function mutedUntil(muted: readonly Mute[], kind: AlertKind, source: string | null): EpochMs | null {
  const ends = muted.filter((one) => isAbout(one, kind, source)).map(({ until }) => until);
  return ends.length === 0 ? null : Math.max(...ends);
}

function isAbout(one: Mute, kind: AlertKind, source: string | null): boolean {
  return one.kind === kind && (one.source === null || one.source === source);
}

function nameOf(kind: AlertKind, source: string | null): string {
  return source === null ? `${prefix}${kind}` : `${prefix}${kind}/${source}`;
}

function toTerm(value: Json): Term | null {
  const read = termSchema.safeParse(value);
  return read.success ? read.data : null;
}
