import { describe, expect, it, vi } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
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
    // A pipe has no width.
    expect([first, second]).toEqual([
      expect.stringMatching(/https:\/\/api\.tiingo\.com$/),
      expect.stringMatching(/https:\/\/finnhub\.io\/api\/v1$/),
    ]);
    expect(stdout).not.toContain('a-key-of-finnhub');
  });

  it('says which sources carried the same stories in the last 30 days', async () => {
    const now = Date.now();
    const carried = (source: string, publishedAt: number, sourceId = '1') =>
      articleOf({ source, sourceId, publishedAt });
    await commitAt('ingest.db', now, carried('tiingo', now - 60_000), carried('finnhub', now));
    const old = now - 40 * 86_400_000;
    await commitAt('ingest.db', now, carried('finnhub', old, '2'), carried('tiingo', old + 1, '2'));
    const { stdout } = await ingest('sources');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(' the same stories in 30 days: 1 finnhub after tiingo');
    const rows = (await ingest('sources', '--json')).json<{ source: string; collisions: object[] }[]>();
    expect(rows.map(({ source, collisions }) => [source, collisions])).toEqual([
      ['tiingo', []],
      ['finnhub', [{ first: 'tiingo', stories: 1 }]],
    ]);
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
