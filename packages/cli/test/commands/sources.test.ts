import { describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

describe('sources', () => {
  it('shows the chain in its order, also before there is a store', async () => {
    vi.stubEnv('FINNHUB_API_KEY', 'a-key-of-finnhub');
    const { stdout, exitCode } = await ingest('sources');
    expect(exitCode).toBe(0);
    const [, first, second] = stdout.split('\n');
    expect(first).toMatch(/1 +tiingo +TIINGO_API_KEY is not set/);
    expect(second).toMatch(/2 +finnhub +set/);
    expect(stdout).not.toContain('a-key-of-finnhub');
  });

  it('prints it as JSON, and takes another chain', async () => {
    const chain = (await ingest('sources', '--source', 'finnhub', '--json')).json<object[]>();
    expect(chain).toEqual([
      expect.objectContaining({
        source: 'finnhub',
        priority: 1,
        lastSuccessAt: null,
        gaps: [],
        baseUrl: 'https://finnhub.io/api/v1',
      }),
    ]);
  });
});
