import { type Alert, toTicker } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import type { SlackPost } from '../../../src/sinks/slack/post-body.js';
import { render } from '../../../src/sinks/slack/render.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

const tickers = (count: number) =>
  Array.from({ length: count }, (_, index) => toTicker(`T${index}`)).filter((ticker) => ticker !== null);

/** What people see of a post, a block each. */
function textsOf({ blocks }: SlackPost): string[] {
  return blocks.map((block) =>
    block.type === 'section' ? block.text.text : block.elements.map(({ text }) => text).join('\n'),
  );
}
const alertTexts = (fields: Partial<Alert>) => textsOf(render(alertMessageOf(fields)));

describe('news', () => {
  test('says how many stories are new, about whom, and where to read them', () => {
    const post = render(messageOf({ itemCount: 2, tickers: tickers(2) }));
    expect(post.text).toBe('2 new stories for T0, T1');
    const time = '<!date^1780581600^{date_num} {time_secs}|2026-06-04 14:00:00 UTC>';
    expect(textsOf(post)).toEqual([
      '*2 new stories* for T0, T1',
      `tiingo · published ${time} to ${time}`,
      '`ingest items --ticker T0,T1`',
    ]);
    expect(post.blocks[0]).toMatchObject({ block_id: messageOf().eventId });
    expect(render(messageOf()).text).toBe('1 new story for AAPL');
  });

  test('says that another source took over', () => {
    expect(textsOf(render(messageOf({ source: 'finnhub', isFailover: true })))[1]).toMatch(/^finnhub \(failover\) · /);
  });

  test('names no more tickers than can be read', () => {
    const post = render(messageOf({ itemCount: 25, tickers: tickers(25) }));
    expect(post.text).toMatch(/T19 and 5 more$/);
    expect(textsOf(post)[2]).toMatch(/T19`$/);
  });
});

describe('an alert', () => {
  test('says what is wrong, since when, and what to do', () => {
    const post = render(alertMessageOf());
    expect(post.text).toBe('🟠 SOURCE_DEGRADED · tiingo · warning: tiingo is not asked for 5 minutes');
    const [heading, details, small] = textsOf(post);
    expect(heading).toBe('🟠 *SOURCE_DEGRADED · tiingo · warning*\ntiingo is not asked for 5 minutes');
    expect(details).toBe('Finnhub answers in its place.');
    expect(small?.replace(/<[^>]*>/g, 'TIME')).toBe('since TIME · last seen TIME');
    expect(post.blocks[0]).toMatchObject({ block_id: alertMessageOf().eventId });
  });

  test('shows by its sign how bad it is, and when it is over', () => {
    expect(alertTexts({ severity: 'critical' })[0]).toMatch(/^🔴 .* · critical\*/);
    const [heading, , small] = alertTexts({ state: 'resolved', resolvedAt: '2026-06-04T15:00:00.000Z' });
    expect(heading).toMatch(/^🟢 .* · resolved\*/);
    expect(small).toMatch(/ · resolved <!date\^1780585200/);
  });

  test('says what to type in the words of the rule, and nothing beside', () => {
    const details = 'what to do: ingest doctor\nread more: docs/runbook.md#source_degraded';
    const texts = alertTexts({ details });
    expect(texts[1]).toBe(details);
    expect(texts.join('\n').match(/ingest [a-z]+|runbook/g)).toEqual(['ingest doctor', 'runbook']);
  });

  test('about all sources names none, and leaves out details that there are not', () => {
    const { alert, ...others } = alertMessageOf({ details: ' ' });
    const { source: _, ...withoutSource } = alert;
    const texts = textsOf(render({ ...others, alert: withoutSource }));
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/^🟠 \*SOURCE_DEGRADED · warning\*/);
  });

  test('calls nobody, whatever a provider wrote into it', () => {
    const bad = '<!channel> <https://example.com|click> & `ingest`';
    const sent = JSON.stringify(render(alertMessageOf({ summary: bad, details: bad, source: bad })));
    expect(sent).not.toMatch(/<!channel|<https/);
  });

  test('stays within what Slack takes', () => {
    const texts = alertTexts({ summary: '&'.repeat(500), details: '<'.repeat(5000), source: '&'.repeat(1000) });
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(3000);
    expect(render(alertMessageOf({ summary: '&'.repeat(500) })).text.length).toBeLessThanOrEqual(4000);
    expect(render(messageOf({ tickers: tickers(5000) })).blocks.length).toBeLessThanOrEqual(50);
  });
});
