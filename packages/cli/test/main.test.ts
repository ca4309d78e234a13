import { describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from './support/ingest.js';

inEmptyDirectory();
vi.mock('../src/commands/sources.js', () => ({
  sources: () => {
    throw new TypeError('a mistake of ours');
  },
}));

describe('main', () => {
  it('answers usage mistakes with 2 and a suggestion', async () => {
    const { exitCode, stderr } = await ingest('itmes');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^. unknown command 'itmes'\n {2}\(Did you mean items\?\)\n {2}see: ingest --help\n$/);
    const json = await ingest('items', '--limt', '3', '--json');
    expect(json.exitCode).toBe(2);
    expect(json.json()).toMatchObject({
      error: { code: 'CONFIG_INVALID', message: expect.stringContaining("unknown option '--limt'") },
    });
  });

  it('shows the help when there is no command', async () => {
    const { exitCode, stderr } = await ingest();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Usage: ingest');
  });

  it('answers help with 0 on stdout', async () => {
    const { exitCode, stdout } = await ingest('items', '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Example: ingest items');
  });

  it('calls a bug a bug, with its trace only for those who ask', async () => {
    const quiet = await ingest('sources', '--json');
    expect(quiet.exitCode).toBe(1);
    expect(quiet.stderr).toBe(
      '✗ a bug of ingest: a mistake of ours\n  run it again with --verbose and report what it prints\n',
    );
    expect(quiet.json()).toEqual({ error: { code: 'BUG', message: 'a mistake of ours', hint: expect.any(String) } });
  });
});
