import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createHarScanner,
  cutMark,
  type HarLog,
  longestKept,
  type ScannedEntry,
} from '../../../src/exchange/har/scan.js';

interface Scanned {
  readonly log: HarLog;
  readonly entries: readonly ScannedEntry[];
}

function scan(bytes: Uint8Array, chunkSize = bytes.length): Scanned {
  const entries: ScannedEntry[] = [];
  const scanner = createHarScanner((entry) => entries.push(entry));
  // One buffer for all chunks, as a reader of files has: the scanner must not keep it.
  const chunk = Buffer.alloc(chunkSize);
  for (let from = 0; from < bytes.length; from += chunkSize) {
    const part = bytes.subarray(from, from + chunkSize);
    chunk.fill(0x22);
    chunk.set(part);
    scanner.push(chunk.subarray(0, part.length));
  }
  return { log: scanner.end(), entries };
}

const scanText = (text: string, chunkSize?: number) => scan(Buffer.from(text), chunkSize);
const parsed = ({ entries }: Scanned) => entries.map(({ json }) => JSON.parse(json));

/** Cuts like the scanner, on parsed values. */
function cutLong(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) =>
    typeof inner === 'string' && Buffer.byteLength(JSON.stringify(inner)) > longestKept ? cutMark : inner,
  );
}

const anyObject = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ noUnicodeString: false }), {
  maxKeys: 4,
});
const anyEntries = fc.array(anyObject, { maxLength: 5 });
const whiteSpace = fc.constantFrom(0, 1, '\t', '\r\n ');

describe('the scanner', () => {
  test('finds the same entries and members as JSON.parse, whatever they hold', () => {
    fc.assert(
      fc.property(anyEntries, anyObject, anyObject, whiteSpace, fc.boolean(), (entries, inLog, inRoot, space, last) => {
        const { entries: _, ...members } = { ...inLog, entries };
        const log = last ? { ...members, entries } : { entries, ...members };
        const text = JSON.stringify({ ...inRoot, log }, null, space as string);
        const scanned = scanText(text);
        const expected = JSON.parse(text) as { log: { entries: unknown[] } };
        expect(parsed(scanned)).toEqual(expected.log.entries);
        expect(scanned.log).toEqual({ ...expected.log, entries: expected.log.entries.map(() => 0) });
        const bytes = Buffer.from(text);
        for (const { offset, length, json } of scanned.entries) {
          expect(JSON.parse(bytes.toString('utf8', offset, offset + length))).toEqual(JSON.parse(json));
        }
      }),
    );
  });

  test('finds the same whatever the size of the chunks', () => {
    fc.assert(
      fc.property(anyEntries, anyObject, fc.integer({ min: 1, max: 9 }), (entries, members, size) => {
        const text = JSON.stringify({ log: { ...members, entries } });
        expect(scanText(text, size)).toEqual(scanText(text));
      }),
    );
  });

  test('finds the same with a chunk that ends at each byte', () => {
    const tricky = { 'quo"te\\': '\\"\\\\', 'é€😀': '}{][",', a: [[{}], '\\'], log: { entries: [{}] } };
    const bytes = Buffer.from(JSON.stringify({ x: tricky, log: { entries: [tricky, {}, tricky], _ingest: tricky } }));
    const whole = scan(bytes);
    expect(parsed(whole)).toEqual([tricky, {}, tricky]);
    expect(whole.log._ingest).toEqual(tricky);
    for (let at = 1; at < bytes.length; at += 1) {
      const entries: ScannedEntry[] = [];
      const scanner = createHarScanner((entry) => entries.push(entry));
      scanner.push(bytes.subarray(0, at));
      scanner.push(bytes.subarray(at));
      expect({ log: scanner.end(), entries }).toEqual(whole);
    }
  });

  test('cuts long strings out and says where they are, whatever the size of the chunks', () => {
    const lengths = fc.constantFrom(
      0,
      1,
      longestKept - 3,
      longestKept - 2,
      longestKept - 1,
      longestKept,
      3 * longestKept,
    );
    const text = fc.tuple(fc.constantFrom('x', '"', 'é', '\n'), lengths).map(([letter, times]) => letter.repeat(times));
    const chunkSizes = fc.constantFrom(7, 1000, longestKept, longestKept + 1, 200_000);
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
        text,
        chunkSizes,
        (lists, note, size) => {
          const entries = lists.map((list) => ({ list, z: 1 }));
          const bytes = Buffer.from(JSON.stringify({ log: { note, entries, _ingest: 'kept' } }));
          const scanned = scan(bytes, size);
          expect(parsed(scanned)).toEqual(cutLong(entries));
          expect(scanned.log).toEqual({ note: cutLong(note), entries: entries.map(() => 0), _ingest: 'kept' });
          for (const [i, { offset, cuts }] of scanned.entries.entries()) {
            const cut = cuts.map(({ from, to }) => JSON.parse(bytes.toString('utf8', offset + from, offset + to)));
            const long = lists[i]?.filter((item) => Buffer.byteLength(JSON.stringify(item)) > longestKept);
            expect(cut).toEqual(long);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['a byte order mark', '\ufeff{"log":{"entries":[{"a":1}]}}'],
    ['keys with escapes', '{"\\u006cog":{"\\u0065ntrie\\u0073":[{"a":1}]}}'],
    ['white space everywhere', ' \r\n{\t"log" :\n{ "entries" : [ {"a" : 1 } ] } } \n'],
    [
      'other things of the same names',
      '{"entries":[{}],"log ":{"entries":[{}]},"log":{"x":{"entries":[{}]},"entries":[{"a":1}]}}',
    ],
    ['the names behind the log', '{"log":{"entries":[{"a":1}],"x":[{}]},"b":{"entries":[{}]},"entries":[{}]}'],
    ['the names as values', '{"a":"log","b":{"entries":[{}]},"log":{"a":"entries","b":[{}],"entries":[{"a":1}]}}'],
    ['a long key before another list', `{"log":{"k":"entries","${'k'.repeat(50)}":[{}],"entries":[{"a":1}]}}`],
  ])('reads a HAR with %s', (_, text) => {
    expect(parsed(scanText(text))).toEqual([{ a: 1 }]);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['a list', '[]'],
    ['a number', '1'],
    ['an object without a log', '{"a":1}'],
    ['a log that is none', '{"log":[]}'],
    ['a log without entries', '{"log":{"version":"1.2"}}'],
    ['entries that are no list', '{"log":{"entries":{}}}'],
    ['an entry that is no object', '{"log":{"entries":[{},1]}}'],
    ['an entry that looks like our placeholder', '{"log":{"entries":[0]}}'],
    ['a list in the list', '{"log":{"entries":[[{}]]}}'],
    ['two logs', '{"log":{"entries":[{}]},"log":{"entries":[{}]}}'],
    ['two lists of entries', '{"log":{"entries":[{}],"entries":[]}}'],
    ['something behind the end', '{"log":{"entries":[]}}x'],
    ['a second document', '{"log":{"entries":[]}}{"log":{"entries":[]}}'],
    ['a missing colon', '{"log" {"entries":[]}}'],
    ['a missing comma', '{"log":{"entries":[{} {}]}}'],
    ['the wrong bracket', '{"log":{"entries":[{}}}}'],
    ['UTF-16', Buffer.from('{"log":{"entries":[]}}', 'utf16le').toString('latin1')],
  ])('refuses %s', (_, text) => {
    expect(() => scanText(text)).toThrow(SyntaxError);
  });

  test('refuses a document that is cut off anywhere', () => {
    const bytes = Buffer.from('{"log":{"_ingest":{"a":"b\\""},"entries":[{"a":[1,"\\\\"]},{}],"z":"é"}}');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => scan(bytes.subarray(0, length), 5), `cut to ${length}`).toThrow(SyntaxError);
    }
    expect(parsed(scan(bytes))).toHaveLength(2);
  });

  test('gives up on a large JSON of another kind instead of collecting it', () => {
    const scanner = createHarScanner(() => {});
    scanner.push(Buffer.from('['));
    const chunk = Buffer.from('{"a":1},'.repeat(100_000));
    const pushMuch = () => {
      for (let i = 0; i < 100; i += 1) scanner.push(chunk);
    };
    expect(pushMuch).toThrow(/not a HAR/);
  });
});
