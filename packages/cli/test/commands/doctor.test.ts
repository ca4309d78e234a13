import { describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

describe('doctor', () => {
  it('says without tickers and keys what is missing, and asks nobody', async () => {
    const { stdout, exitCode } = await ingest('doctor');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/✗ configuration .*0 tickers/);
    expect(stdout).toMatch(/✗ tiingo +NOT_CONFIGURED: .*TIINGO_API_KEY is not set/);
    expect(stdout).toMatch(/✓ store .*not there yet/);
    expect(stdout).toContain('3 problems. Spent 0 API calls.');
  });
});
