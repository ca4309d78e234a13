import { describe, expect, it } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const replayed = () => ingest('run', '--replay', demoDay, '--store', 'news.db', '--quiet');
const events = (...flags: string[]) => ingest('events', '--store', 'news.db', ...flags);

describe('events', () => {
  it('shows collections, newest first, failures with their reason', async () => {
    await replayed();
    const { stdout } = await events();
    expect(stdout).toMatch(/finnhub \(failover\) +ok/);
    expect(stdout).toMatch(/tiingo +failed .+ TIMEOUT tiingo gave/);
    expect((await events('--limit', '1')).stdout.trim().split('\n')).toHaveLength(2);
  });

  it('prints them as JSON, by run, source and time', async () => {
    await replayed();
    const all = (await events('--json')).json<{ runId: string; source: string }[]>();
    expect(all).toHaveLength(8);
    expect((await events('--json', '--by-source', 'finnhub')).json()).toHaveLength(5);
    expect((await events('--json', '--run', all[0]?.runId ?? '')).json()).toHaveLength(1);
    expect((await events('--json', '--since', '2026-06-05')).json()).toEqual([]);
    expect((await events('--since', '2026-06-05')).stdout).toBe('no collections\n');
  });

  it('says when nothing was rejected', async () => {
    await replayed();
    expect((await events('--rejected')).stdout).toBe('nothing was rejected\n');
    expect((await events('--rejected', '--json')).json()).toEqual([]);
  });
});
