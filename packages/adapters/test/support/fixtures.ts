import { existsSync, readFileSync } from 'node:fs';

const fixtures = new URL('../fixtures/', import.meta.url);

export function fixtureText(path: string): string {
  return readFileSync(new URL(path, fixtures), 'utf8');
}

export function fixture(path: string): unknown {
  return JSON.parse(fixtureText(path));
}

/** A list of JSON items out of a fixture. */
export function fixtureItems(path: string): readonly unknown[] {
  const items = fixture(path);
  if (!Array.isArray(items)) throw new TypeError(`${path} holds no list`);
  return items;
}

const recordings =
  process.env.INGEST_RECORDINGS ?? new URL('../../../../../shared/recordings', import.meta.url).pathname;

/** Whether real replies are at hand. They are not ours to ship; where CI is set their absence is a failure, not a skip. */
export const hasRecordings =
  existsSync(recordings) || process.env.CI === 'true' || process.env.INGEST_REQUIRE_SERVICES === '1';

export function recordingText(name: string): string {
  return readFileSync(`${recordings}/${name}`, 'utf8');
}
