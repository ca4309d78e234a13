import type { Delivery } from '@ingest/core';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { deliveriesTable, deliveryLines, disabledLines, toDeliveryJson } from '../../src/render/deliveries.js';
import { painter } from '../../src/render/paint.js';
import { entryOf } from '../support/deliveries.js';

const now = Date.UTC(2026, 5, 4, 14);
const plain = { isTty: false, columns: 100, paint: painter(false, true) };
const deliveryOf = (fields: Partial<Delivery> = {}): Delivery => ({
  ...entryOf('webhook-19f13522', '01K6ZQ4T8R0000000000000000', { createdAt: now - 180_000 }),
  attempts: 0,
  waits: null,
  lastError: null,
  settledAt: null,
  ...fields,
});
const waits = { from: now - 19_000, until: now + 19_000 };

describe('deliveriesTable', () => {
  it.each([
    ['waits for its first try', {}, 'pending  0  next run'],
    ['waits for another', { attempts: 2, waits }, 'pending  2  in 19 s'],
    ['has waited long enough', { attempts: 2, waits: { from: 0, until: now } }, 'pending  2  next run'],
    [
      'waits for a time that the clock was set back from',
      { waits: { from: now + 1, until: now + 2 } },
      'pending  0  next run',
    ],
    ['is through', { state: 'delivered', attempts: 1, settledAt: now }, 'delivered  1  –'],
    ['is dead', { state: 'dead', attempts: 10 }, 'dead  10  –'],
  ] as const)('says how one stands that %s', (_, fields, words) => {
    const [, row = ''] = deliveriesTable([deliveryOf(fields)], now, plain);
    expect(row.replace(/ +/g, ' ')).toBe(
      ` 3 min ago webhook-19f13522 ${words.replace(/ +/g, ' ')} 2 01K6ZQ4T8R0000000000000000`,
    );
  });

  it('is never wider than the screen, whatever a receiver said', () => {
    const lastError = `宽字符 \u001b[2J ${'long '.repeat(100)}`;
    for (const columns of [40, 80, 100]) {
      const lines = deliveriesTable([deliveryOf({ lastError })], now, { ...plain, columns });
      expect(lines).toHaveLength(3);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines[2]).toMatch(/^ {5}宽字符 \\x1b\[2J long .*…$/);
    }
  });

  it('says of what went wrong before a delivery went through that it is past', () => {
    const [, , error] = deliveriesTable([deliveryOf({ state: 'delivered', lastError: 'log: full' })], now, plain);
    expect(error).toBe('     earlier: log: full');
  });

  it('does with messages that it cannot read', () => {
    for (const message of ['{', '{"eventType":"ALERT"}']) {
      expect(deliveriesTable([deliveryOf({ message })], now, plain)[1]).toMatch(/ \? +01K6/);
      expect(deliveryLines([deliveryOf({ message })], now, plain)[1]).toContain('cannot read');
      expect(toDeliveryJson(deliveryOf({ message })).message).toBeNull();
    }
  });
});

describe('deliveryLines', () => {
  it('has nothing to show of nothing', () => {
    expect(deliveryLines([], now, plain)).toEqual([]);
  });

  it('shows the event once and each sink', () => {
    const lines = deliveryLines(
      [deliveryOf(), deliveryOf({ sink: 'log', state: 'dead', lastError: 'log: full' })],
      now,
      plain,
    );
    expect(lines).toEqual([
      '01K6ZQ4T8R0000000000000000   stored 3 min ago, 2026-06-04T13:57:00.000Z',
      '  2 new stories for AAPL MSFT by tiingo',
      '  published 2026-06-04T13:35:00.000Z to 2026-06-04T13:35:00.000Z, found by run run-1',
      `  ${'0'.repeat(32)}`,
      `  ${'1'.repeat(32)}`,
      ' sink              state    tries  next try',
      ' webhook-19f13522  pending      0  next run',
      ' log               dead         0  –',
      '     log: full',
    ]);
  });
});

describe('disabledLines', () => {
  it('says since when and why, and what to do', () => {
    const sinks = [
      { sink: 'hook', disabledAt: '2026-06-04T13:00:00.000Z', reason: 'gone\u001b' },
      { sink: 'old', disabledAt: null, reason: 'it was disabled' },
    ];
    expect(disabledLines(sinks, now, plain.paint)).toEqual([
      '! hook was disabled 1 h ago: gone\\x1b',
      '  take it out of the configuration; if it is back: ingest deliveries retry --sink hook',
      '! old was disabled some time ago: it was disabled',
      '  take it out of the configuration; if it is back: ingest deliveries retry --sink old',
    ]);
    expect(disabledLines([], now, plain.paint)).toEqual([]);
  });
});

describe('toDeliveryJson', () => {
  it('says when one is due, and of others when they were settled', () => {
    expect(toDeliveryJson(deliveryOf({ waits }))).toMatchObject({
      nextTryAt: '2026-06-04T14:00:19.000Z',
      settledAt: null,
    });
    expect(toDeliveryJson(deliveryOf())).toMatchObject({ nextTryAt: null });
    const settled = { state: 'dead', settledAt: now } as const;
    expect(toDeliveryJson(deliveryOf(settled))).toMatchObject({
      nextTryAt: null,
      settledAt: '2026-06-04T14:00:00.000Z',
    });
  });
});
