import type { IngestEvent } from '@ingest/core';
import { tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { FailoverLog } from '../../src/run/failover-log.js';
import type { Task } from '../../src/run/walk.js';

const task = (ticker: string, standsInFor: Task['standsInFor']): Task => ({
  level: 1,
  source: 'second',
  tickers: tickersOf(ticker),
  standsInFor,
});

it('tells of each failover, and reports those of one kind as one', () => {
  const events: IngestEvent[] = [];
  const stamp = () => ({ runId: 'r', at: '2026-06-04T14:00:00.000Z' });
  const log = new FailoverLog({ onEvent: (event) => events.push(event), stamp });
  log.keep(task('AAPL', { source: 'first', code: 'NETWORK' }));
  log.keep(task('MSFT', { source: 'first', code: 'NETWORK' }));
  log.keep(task('XOM', { source: 'first', code: 'TIMEOUT' }));
  log.keep(task('TSLA', null));
  expect(log.reports).toEqual([
    { from: 'first', to: 'second', code: 'NETWORK', tickers: ['AAPL', 'MSFT'] },
    { from: 'first', to: 'second', code: 'TIMEOUT', tickers: ['XOM'] },
  ]);
  expect(events).toHaveLength(3);
  expect(events[1]).toEqual({
    type: 'failover:happened',
    ...stamp(),
    from: 'first',
    to: 'second',
    code: 'NETWORK',
    tickers: ['MSFT'],
  });
});
