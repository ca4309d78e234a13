import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensionValue, emfLines } from '../../src/cloudwatch/emf.js';
import type { MetricRecord } from '../../src/cloudwatch/gather.js';
import { type PublishedName, published, publishedNames } from '../../src/cloudwatch/published.js';
import { readMetricLine } from '../support/emf.js';

const at = Date.UTC(2026, 5, 4, 14);
const told = (record: MetricRecord) => emfLines({ namespace: 'Ingest', at, record });

const records: fc.Arbitrary<MetricRecord> = fc.record({
  dimensions: fc.oneof(
    fc.constant({}),
    fc.record({ Source: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 900, maxLength: 1500 })) }),
  ),
  values: fc.dictionary(
    fc.constantFrom(...publishedNames),
    fc.array(fc.oneof(fc.double(), fc.integer()), { maxLength: 350, size: 'max' }),
  ) as fc.Arbitrary<MetricRecord['values']>,
});

describe('emfLines', () => {
  it('is one bare JSON object with the metrics at its root', () => {
    const record = {
      dimensions: { Source: 'tiingo' },
      values: { CollectionSuccess: [0], CollectionDuration: [0.5, 0.25] },
    };
    expect(told(record)).toEqual([
      `{"_aws":{"Timestamp":${at},"CloudWatchMetrics":[{"Namespace":"Ingest","Dimensions":[["Source"]],"Metrics":[{"Name":"CollectionSuccess","Unit":"None"},{"Name":"CollectionDuration","Unit":"Seconds"}]}]},"Source":"tiingo","CollectionSuccess":0,"CollectionDuration":[0.5,0.25]}`,
    ]);
  });

  it('cuts more than 100 values of a metric into lines, and tells a single one once', () => {
    const durations = Array.from({ length: 201 }, (_, index) => index);
    const lines = told({ dimensions: {}, values: { Runs: [1], DeliveryLatency: durations } }).map(readMetricLine);
    expect(lines.map((points) => points.map(({ metric, values }) => [metric, values.length]))).toEqual([
      [
        ['Runs', 1],
        ['DeliveryLatency', 100],
      ],
      [['DeliveryLatency', 100]],
      [['DeliveryLatency', 1]],
    ]);
  });

  it('writes nothing where nothing is told', () => {
    expect(told({ dimensions: {}, values: {} })).toEqual([]);
    expect(told({ dimensions: {}, values: { DataAge: [Number.POSITIVE_INFINITY] } })).toEqual([]);
  });

  it('is valid whatever is told, and tells each value once', () => {
    fc.assert(
      fc.property(records, (record) => {
        const points = told(record).flatMap(readMetricLine);
        for (const [name, values] of Object.entries(record.values) as [PublishedName, readonly number[]][]) {
          const own = points.filter(({ metric }) => metric === name);
          const holdable = values.filter((value) => Math.abs(value) <= 2 ** 360).map((value) => value + 0);
          expect(own.flatMap((point) => point.values.map((value) => value + 0))).toEqual(holdable);
          for (const { dimensions, unit } of own) {
            expect(Object.keys(dimensions)).toEqual(Object.keys(record.dimensions));
            expect(unit).toBe(published[name].unit);
          }
        }
      }),
    );
  });
});

describe('dimensionValue', () => {
  it.each([
    ['tiingo', 'tiingo'],
    ['my news, v2', 'my news, v2'],
    ['börse', 'b%C3%B6rse'],
    ['100%', '100%25'],
    [':a:b', '%3Aa:b'],
    ['  ', '%20 '],
    ['a\nb', 'a%0Ab'],
    ['\ud800', '%EF%BF%BD'],
    ['', '(none)'],
  ])('writes %j as %j', (text, wanted) => {
    expect(dimensionValue(text)).toBe(wanted);
  });

  it('keeps two names two', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(names, names, (left, right) => {
        expect(dimensionValue(left) === dimensionValue(right)).toBe(left === right);
      }),
    );
  });
});
