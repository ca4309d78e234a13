import { expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

it.each([
  ['no tickers', ['watch']],
  ['no key', ['watch', '--tickers', 'AAPL']],
])('says what is missing before it watches: %s', async (_, args) => {
  const { exitCode, stderr, stdout } = await ingest(...args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('TIINGO_API_KEY');
});

it('refuses a closure that is no day of the calendar', async () => {
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    'ingest.config.yaml',
    'tickers: [AAPL]\nsources: [{ use: tiingo, options: { apiKey: abcdef } }]\nschedule: { closures: ["2026-13-01"] }\n',
  );
  const { exitCode, stderr } = await ingest('watch');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('schedule.closures[0]');
});
