import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { createOutput, type Output } from '../../src/output.js';
import { painter } from '../../src/render/paint.js';
import { runLinesOn } from '../../src/watch/run-line.js';
import { reportOf } from '../support/report.js';

const schedule = { calendar: marketCalendar('XNYS'), openMs: 300_000, closedMs: 3_600_000 };

function linesOn(isTty: boolean) {
  const printed: string[] = [];
  const output: Output = {
    ...createOutput({}),
    out: { isTty, columns: 100, paint: painter(false, true) },
    line: (text = '') => printed.push(text),
  };
  return { printed, lines: runLinesOn(output, schedule) };
}
const alert = {
  incidentId: '01J0IN',
  kind: 'STALE_DATA',
  severity: 'critical',
  state: 'firing',
  summary: 'old',
  details: '',
  firstSeenAt: '2026-06-04T14:00:00.000Z',
  lastSeenAt: '2026-06-04T14:00:00.000Z',
} as const;

it('is one line for a good run, and more for one that is not', () => {
  const { lines, printed } = linesOn(true);
  lines.begin('watching');
  lines.ended(reportOf({ warnings: ['something to know'] }));
  lines.read({ type: 'incident:fired', at: alert.firstSeenAt, alert });
  expect(printed).toHaveLength(3);
  expect(printed[0]).toMatch(/^watching; next run at \d\d:\d\d:\d\d/);
  expect(printed[1]).toMatch(/^\d\d:\d\d:\d\d {2}! 12 new stories/);
  expect(printed[2]).toContain('✗ STALE_DATA: old');
  lines.ended(reportOf({ outcome: 'partial', warnings: ['something to know'] }));
  expect(printed.slice(4).join('')).toContain('something to know');
});

it('is silent where nobody looks: the log tells it', () => {
  const { lines, printed } = linesOn(false);
  lines.begin('watching');
  lines.ended(reportOf());
  lines.read({ type: 'incident:fired', at: alert.firstSeenAt, alert });
  expect(printed).toEqual([]);
});
