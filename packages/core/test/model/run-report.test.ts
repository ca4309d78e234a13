import { describe, expect, it } from 'vitest';
import { failoverReport, leaseHolder, runReport, sourceReport } from '../../src/model/run-report.js';
import { runReportOf } from '../support/model-values.js';
import { jsonSchemaOf, without, wrongParts } from '../support/schema.js';

const required = Object.keys(runReportOf());

describe('runReport', () => {
  it('accepts a run with a failover, a skipped one and a failed one', () => {
    const heldBy = { holder: 'ingest run, pid 7 on vega', since: '2026-06-04T13:59:55.000Z' };
    const error = { code: 'STORE_FULL' as const, message: 'news.db cannot grow', hint: 'make room' };
    for (const report of [
      runReportOf(),
      runReportOf({ outcome: 'skipped', heldBy }),
      runReportOf({ outcome: 'failed', error }),
    ])
      expect(runReport.parse(report)).toEqual(report);
  });

  it.each(required)('rejects one without its %s', (field) => {
    expect(wrongParts(runReport, without(runReportOf(), field as 'runId'))).toEqual([field]);
  });

  it.each([
    ['outcome', 'empty', 'outcome'],
    ['mode', 'hedged', 'mode'],
    ['durationMs', 0.5, 'durationMs'],
    ['requests', -1, 'requests'],
    ['unanswered', ['brk.b'], 'unanswered.0'],
    ['items', { ...runReportOf().items, new: -1 }, 'items.new'],
    ['items', without(runReportOf().items, 'rejected'), 'items.rejected'],
    ['notifications', { queued: 0, delivered: 0, pending: 0 }, 'notifications.dead'],
    ['error', { code: 'OOPS', message: '' }, 'error.code'],
    ['heldBy', { holder: 'another' }, 'heldBy.since'],
    ['gaps', [{}], 'gaps.0.gapId'],
    ['collections', [{}], 'collections.0.eventId'],
  ])('rejects %s of %j', (field, value, part) => {
    expect(wrongParts(runReport, { ...runReportOf(), [field]: value })).toContain(part);
  });

  it('has a JSON Schema that asks for everything but a holder and an error', () => {
    const schema = jsonSchemaOf(runReport);
    expect([...(schema.required ?? [])].sort()).toEqual([...required].sort());
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual([...required, 'error', 'heldBy'].sort());
  });
});

describe('the parts of a report', () => {
  it('accept what a run says of its sources', () => {
    const { sources, failovers } = runReportOf();
    for (const source of sources) expect(sourceReport.parse(source)).toEqual(source);
    for (const failover of failovers) expect(failoverReport.parse(failover)).toEqual(failover);
  });

  it('reject an unknown breaker state, code or time', () => {
    const [source] = runReportOf().sources;
    const [failover] = runReportOf().failovers;
    expect(wrongParts(sourceReport, { ...source, breaker: 'tripped' })).toEqual(['breaker']);
    expect(wrongParts(failoverReport, { ...failover, code: 'failed' })).toEqual(['code']);
    expect(wrongParts(leaseHolder, { holder: 'me', since: 5 })).toEqual(['since']);
  });
});
