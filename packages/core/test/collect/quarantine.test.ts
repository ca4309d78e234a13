import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedJson, toQuarantine } from '../../src/collect/quarantine.js';
import { limits } from '../../src/model/primitives.js';

describe('boundedJson', () => {
  it('keeps a small value as it is', () => {
    expect(boundedJson({ title: 42 })).toBe('{"title":42}');
    expect(boundedJson(undefined)).toBe('null');
  });

  it('cuts long strings first, so that the rest stays readable', () => {
    const kept = JSON.parse(boundedJson({ id: 7, description: 'x'.repeat(50_000) })) as {
      id: number;
      description: string;
    };
    expect(kept.id).toBe(7);
    expect(kept.description).toMatch(/^x+…$/);
  });

  it('stays JSON and bounded whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), (value, copies) => {
        const text = boundedJson(Array.from({ length: 10 ** copies }, () => value));
        expect(text.length).toBeLessThanOrEqual(limits.quarantinedBytes * 2);
        expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

describe('toQuarantine', () => {
  it('keeps where, when and why', () => {
    const item = toQuarantine({ raw: [1], reason: 'title: missing' }, 'tiingo', 'run', 5);
    expect(item).toEqual({ source: 'tiingo', runId: 'run', at: 5, reason: 'title: missing', raw: '[1]' });
  });
});
