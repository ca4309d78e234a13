import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecordings } from '../../src/exchange/index.js';
import { entry, harText, recordedAt, rules, temporaryDirectory, writeHar } from '../support/recordings.js';

function directoryOf(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

const namesOf = async (path: string) =>
  (await openRecordings(path, rules)).map((recording) => basename(recording.path));

describe('a directory of recordings', () => {
  test('is a sequence in the order of their times, not of their names', async () => {
    const directory = directoryOf({
      'a.har': harText([entry({ at: 900 })]),
      'b.HAR': harText([entry({ at: 300 }), entry({ at: 100 })]),
      'c.har': harText([entry({ at: 200 })]),
    });
    const recordings = await openRecordings(directory, rules);
    expect(recordings.map(({ path }) => basename(path))).toEqual(['b.HAR', 'c.har', 'a.har']);
    expect(recordings.map(({ startedAt }) => startedAt - recordedAt)).toEqual([100, 200, 900]);
  });

  test('leaves out what is no recording, is still written, or asked no source', async () => {
    const directory = directoryOf({
      'a.har': harText([entry()]),
      'b.har.part': harText([entry()]),
      'c.har': harText([]),
      'meta.json.txt': 'x',
    });
    mkdirSync(join(directory, 'd.har'));
    expect(await namesOf(directory)).toEqual(['a.har']);
  });

  test('is invalid when one of them is, by name', async () => {
    const directory = directoryOf({ 'a.har': harText([entry()]), 'b.har': '{' });
    await expect(openRecordings(directory, rules)).rejects.toMatchObject({ code: 'REPLAY_INVALID' });
    await expect(openRecordings(directory, rules)).rejects.toThrow(/b\.har/);
  });

  test('without an exchange is empty', async () => {
    await expect(openRecordings(temporaryDirectory(), rules)).rejects.toMatchObject({ code: 'REPLAY_EMPTY' });
    const directory = directoryOf({ 'c.har': harText([]) });
    await expect(openRecordings(directory, rules)).rejects.toMatchObject({ context: { path: directory } });
  });

  test('says what it holds instead', async () => {
    const cdn = { request: { url: 'https://cdn.example/app.js' } };
    const path = writeHar([cdn]);
    await expect(openRecordings(path, rules)).rejects.toThrow(
      `${path} holds no exchange with a source (tiingo, finnhub); it holds: cdn.example`,
    );
    await expect(openRecordings(writeHar([]), rules)).rejects.toThrow('it holds: no exchange at all');
    await expect(openRecordings(temporaryDirectory(), rules)).rejects.toThrow('it holds: no file *.har');
    const directory = directoryOf({ 'a.har': harText([cdn]), 'b.har': harText([cdn, entry({ source: 'other' })]) });
    await expect(openRecordings(directory, rules)).rejects.toThrow('it holds: cdn.example; other');
  });
});

test('a file is a sequence of one', async () => {
  expect(await namesOf(writeHar([entry()]))).toEqual(['day.har']);
});

test('a path that is not there is invalid', async () => {
  await expect(openRecordings('/nowhere/day.har', rules)).rejects.toMatchObject({
    code: 'REPLAY_INVALID',
    message: expect.stringContaining('/nowhere/day.har'),
  });
});
