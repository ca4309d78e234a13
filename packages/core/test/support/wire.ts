import type { Clock, ErrorCode, SourceItem } from '@ingest/core';
import { candidateItem, type ScriptedSource, scriptedSource } from '@ingest/core/testing';
import { failure } from './run-setup.js';

type ScriptedOptions = Parameters<typeof scriptedSource>[0];

export interface WireOptions extends Omit<ScriptedOptions, 'answer'> {
  readonly clock: Clock;
  /** Stories on a page. */
  readonly size?: number;
}

/** A source that lists what was published so far, newest first; its cursor is the id of the last story of a page. */
export interface Wire extends ScriptedSource {
  /** Publishes stories at these instants; each carries the tickers of every request. */
  publish(...at: readonly number[]): void;
  /** How long each answer takes, in milliseconds. */
  delayMs: number;
  /** What it does instead of answering; null: it answers. */
  trouble: ErrorCode | 'hang' | 'silence' | 'rubbish' | null;
  /** Tickers that it refuses (FORBIDDEN), each by itself. */
  uncovered: readonly string[];
  /** Where trouble begins: with the n-th request from now on (counted from 0). */
  troubleFrom(call: number, trouble: NonNullable<Wire['trouble']>): void;
}

export function wire({ clock, size = 3, name = 'wire', ...options }: WireOptions): Wire {
  const stories: { readonly id: string; readonly at: number }[] = [];
  let troubleAt = 0;
  const source = scriptedSource({
    name,
    ...options,
    async answer({ tickers, cursor, reading, window }, call) {
      if (own.delayMs > 0) await clock.wait(own.delayMs);
      if (tickers.some((ticker) => own.uncovered.includes(ticker))) return failure('FORBIDDEN', name);
      const trouble = call >= troubleAt ? own.trouble : null;
      if (trouble === 'hang') return { hang: true };
      if (trouble === 'rubbish')
        return { page: { items: [{ kind: 'malformed', raw: 1, reason: 'no object' }], next: 1 } };
      if (trouble === 'silence') return { page: { items: [] } };
      if (trouble !== null) return failure(trouble, name);
      const asked = reading === 'range' ? window : null;
      const list = stories
        .filter(({ at }) => asked === null || (at >= asked.from && at <= asked.to))
        .sort((left, right) => right.at - left.at);
      const begin = list.findIndex(({ id }) => id === cursor) + 1;
      const page = list.slice(begin, begin + size);
      return {
        page: {
          items: page.map(({ id, at }) => itemOf(name, id, at, tickers)),
          next: page.at(-1)?.id ?? cursor,
          asked,
        },
      };
    },
  });
  const own: Wire = Object.assign(source, {
    delayMs: 0,
    trouble: null,
    uncovered: [],
    publish(...at: readonly number[]) {
      for (const one of at) stories.push({ id: `${name}${stories.length}`, at: one });
    },
    troubleFrom(call: number, trouble: NonNullable<Wire['trouble']>) {
      troubleAt = source.requests.length + call;
      own.trouble = trouble;
    },
  });
  return own;
}

function itemOf(name: string, id: string, at: number, tickers: readonly string[]): SourceItem {
  return candidateItem({
    sourceId: id,
    headline: `Calder Motors opens plant number ${id} as ${name} reports`,
    publishedAt: at,
    tickers: [...tickers],
  });
}
