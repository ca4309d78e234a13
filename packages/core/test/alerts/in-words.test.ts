import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inWords, runbookOf } from '../../src/alerts/in-words.js';
import { firing } from '../../src/alerts/verdict.js';
import { alertKinds } from '../../src/model/alert.js';
import { now } from '../support/alert-facts.js';

const verdict = firing('STALE_DATA', null, {
  severity: 'critical',
  summary: 'no news with key hunter22',
  since: now,
  stillWorks: 'finnhub still answers',
  more: ['the last success was at 13:19'],
  next: 'ingest status',
});
if (!verdict.isFiring) throw new TypeError('it fires');
const hides = (text: string) => text.replaceAll('hunter22', '***');

it('says since when, what still works, what to do and where to read more, without secrets', () => {
  expect(inWords(verdict, hides)).toEqual({
    summary: 'no news with key ***',
    details: [
      'since 2026-06-04 14:00 UTC',
      'what still works: finnhub still answers',
      'the last success was at 13:19',
      'what to do: ingest status',
      'read more: docs/runbook.md#stale_data',
    ].join('\n'),
  });
});

it('is never longer than an alert may be', () => {
  const long = { ...verdict, summary: '🚀'.repeat(400), more: ['x'.repeat(6000)] };
  const { summary, details } = inWords(long, hides);
  expect([summary.length <= 500, summary.isWellFormed(), details.length]).toEqual([true, true, 5000]);
});

it('leads to a section of the runbook that is there', () => {
  const runbook = new URL('../../../../docs/runbook.md', import.meta.url);
  expect(existsSync(runbook)).toBe(true);
  const headings = readFileSync(runbook, 'utf8').match(/^## .*$/gm) ?? [];
  for (const kind of alertKinds) {
    expect(headings).toContain(`## ${kind}`);
    expect(runbookOf(kind)).toBe(`docs/runbook.md#${kind.toLowerCase()}`);
  }
});
