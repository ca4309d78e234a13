import { truncateSync, writeFileSync } from 'node:fs';
import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createEntryReader, type EntryPlace, type RecordedAnswer } from '../../../src/exchange/har/read-entry.js';
import { type EntryFacts, entry, writeRecording } from '../../support/recordings.js';

function placeOf(json: string, text?: string): EntryPlace {
  const from = text === undefined ? -1 : Buffer.from(json).indexOf(text);
  const longText = text === undefined ? null : { from, to: from + Buffer.byteLength(text) };
  return { number: 3, offset: 2, length: Buffer.byteLength(json), longText };
}

function readJson(json: string, text?: string): RecordedAnswer {
  const reader = createEntryReader(writeRecording(`[ ${json} ]`));
  try {
    return reader.read(placeOf(json, text));
  } finally {
    reader.close();
  }
}

const read = (facts: EntryFacts) => readJson(JSON.stringify(entry(facts)));

describe('an entry', () => {
  test('answers with status, headers and body', () => {
    const answer = read({ status: 201, statusText: 'Created', headers: { 'x-a': 'b' }, text: '{"ö":"€"}' });
    expect(answer).toMatchObject({ status: 201, statusText: 'Created', headers: [{ name: 'x-a', value: 'b' }] });
    expect(answer.body.toString()).toBe('{"ö":"€"}');
    expect(answer.failure).toBeNull();
  });

  test('that a browser answered from its cache has the status of the answer that it kept', () => {
    expect(read({ status: 304, text: '[1]' })).toMatchObject({ status: 200, failure: null });
    const text = JSON.stringify(['x'.repeat(20)]);
    expect(readJson(JSON.stringify(entry({ status: 304, text })), JSON.stringify(text)).status).toBe(200);
    expect(read({ status: 304, text: '' })).toMatchObject({ status: 304, failure: null });
  });

  test('gives the same body where it is read beside the rest', () => {
    const text = '[{"title":"Quandel \\"beats\\"\n€ 😀"}]';
    const literal = JSON.stringify(text);
    const json = JSON.stringify(entry({ text, headers: { 'x-a': 'ü' } }));
    const beside = readJson(json, literal);
    expect(beside.body.toString()).toBe(text);
    expect(beside).toEqual(readJson(json));
  });

  test.each(['base64', 'Base64'])('decodes a body in %s', (encoding) => {
    const bytes = Buffer.from([0xff, 0x00, 0x5b]);
    const text = bytes.toString('base64');
    expect(read({ text, encoding }).body.equals(bytes)).toBe(true);
    const json = JSON.stringify(entry({ text, encoding }));
    expect(readJson(json, JSON.stringify(text)).body.equals(bytes)).toBe(true);
  });

  test.each([
    ['no text', { status: 204, content: { size: 0, mimeType: '' } }],
    ['no content', { status: 204 }],
    ['nulls', { status: 204, statusText: null, headers: null, content: { text: null, encoding: null }, _error: null }],
  ])('has an empty body where a tool wrote %s', (_, response) => {
    const answer = readJson(JSON.stringify({ response }));
    expect(answer).toMatchObject({ status: 204, headers: [], failure: null });
    expect(answer.body).toHaveLength(0);
  });

  test.each([0, -1, null])('failed where its status is %j', (status) => {
    const answer = readJson(JSON.stringify({ response: { status, _error: 'ECONNRESET', _errorMessage: 'read' } }));
    expect(answer).toMatchObject({ status: 0, failure: { reason: 'ECONNRESET', message: 'read' } });
    expect(readJson(JSON.stringify({ response: { status } })).failure?.reason).toBe('FAILED');
  });

  test.each([
    ['that is not JSON', '{"response":nothing}'],
    ['without an answer', '{"request":{}}'],
    ['with a status that is none', '{"response":{"status":1234}}'],
    ['with headers that are none', '{"response":{"status":200,"headers":[1]}}'],
  ])('is refused by number %s', (_, json) => {
    const error = (() => {
      try {
        return readJson(json);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(IngestError.is(error) && error.code).toBe('REPLAY_INVALID');
    expect(String(error)).toMatch(/day\.har: entry 3: /);
  });

  test('is refused when the file changed under the replay', () => {
    const json = JSON.stringify(entry());
    const path = writeRecording(`[ ${json} ]`);
    const reader = createEntryReader(path);
    const place = placeOf(json, '"[]"');
    expect(reader.read(place).body.toString()).toBe('[]');
    writeFileSync(path, `[ ${json.replace('"[]"', '1234')} ]`);
    expect(() => reader.read(place)).toThrow(/entry 3: it is not JSON/);
    truncateSync(path, 10);
    expect(() => reader.read(place)).toThrow(/became shorter/);
    reader.close();
    reader.close();
  });

  test('is refused when the file is gone', () => {
    const reader = createEntryReader('/nowhere/day.har');
    expect(() => reader.read(placeOf('{}'))).toThrow(/cannot replay \/nowhere\/day\.har/);
  });
});
