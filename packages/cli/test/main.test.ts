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

  it('points to the help of the command that was meant', async () => {
    for (const [args, name] of [
      [['db', 'backup'], 'db backup'],
      [['completion'], 'completion'],
      [['--no-color', 'items', '--limt', '3'], 'items'],
      [['db', 'frob'], 'db'],
    ] as const)
      expect((await ingest(...args)).stderr).toContain(`see: ingest ${name} --help\n`);
  });

  it('helps with commands below commands, and says of one that there is none', async () => {
    const prune = await ingest('help', 'db', 'prune');
    expect(prune).toMatchObject({ exitCode: 0, stderr: '' });
    expect(prune.stdout).toBe((await ingest('db', 'prune', '--help')).stdout);
    expect((await ingest('help')).stdout).toBe((await ingest('--help')).stdout);
    expect(await ingest('help', 'db', 'frob')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("unknown command 'db frob'"),
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
