import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HarEntry } from '../../../src/exchange/har/entry.js';
import { createHarFile } from '../../../src/exchange/har/write-file.js';
import { temporaryDirectory } from '../../support/recordings.js';

const meta = {
  version: 1,
  mode: 'failover',
  sources: ['tiingo'],
  tickers: ['QNDL'],
  startedAt: '2025-03-04T14:00:00.000Z',
} as const;

const entryOf = (name: string) => ({ _source: name }) as HarEntry;
const harAt = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('a HAR that is written', () => {
  test('is a whole document after each entry, and gets its name at the end', async () => {
    const path = join(temporaryDirectory(), 'day.har');
    const file = await createHarFile(path, meta);
    expect(harAt(`${path}.part`).log).toMatchObject({ version: '1.2', creator: {}, _ingest: meta, entries: [] });
    await file.append(entryOf('a'));
    expect(harAt(`${path}.part`).log.entries).toEqual([{ _source: 'a' }]);
    await file.append(entryOf('b'));
    expect(harAt(`${path}.part`).log.entries).toEqual([{ _source: 'a' }, { _source: 'b' }]);
    expect(existsSync(path)).toBe(false);
    await file.close([]);
    expect(harAt(path).log.entries).toEqual([{ _source: 'a' }, { _source: 'b' }]);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  test('keeps the order of entries that are appended at once', async () => {
    const path = join(temporaryDirectory(), 'day.har');
    const file = await createHarFile(path, meta);
    const names = Array.from({ length: 50 }, (_, i) => `${i}`.repeat(i));
    for (const name of names) void file.append(entryOf(name));
    await file.close([]);
    expect(harAt(path).log.entries).toEqual(names.map((name) => ({ _source: name })));
  });

  test.each(['day.har', 'day.har.part'])('does not overwrite %s', async (name) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, name), 'mine');
    const creating = createHarFile(join(directory, 'day.har'), meta);
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG_INVALID', context: { path: join(directory, name) } });
    expect(readFileSync(join(directory, name), 'utf8')).toBe('mine');
  });

  test('needs a directory that is there', async () => {
    const path = join(temporaryDirectory(), 'nowhere', 'day.har');
    const creating = createHarFile(path, meta);
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(creating).rejects.toThrow(/nowhere.*ENOENT/);
  });

  test('tells at the end when it could not be put in its place', async () => {
    const directory = join(temporaryDirectory(), 'a');
    mkdirSync(directory);
    const file = await createHarFile(join(directory, 'day.har'), meta);
    await file.append(entryOf('a'));
    rmSync(directory, { recursive: true });
    await file.append(entryOf('b'));
    await expect(file.close([])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
