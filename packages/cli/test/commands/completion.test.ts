import { describe, expect, it } from 'vitest';
import { ingest } from '../support/ingest.js';

describe('completion', () => {
  it('knows every command and option', async () => {
    const { stdout } = await ingest('completion', 'bash');
    for (const word of ['run', 'items', 'db', '--replay', 'prune', '--stories-before']) expect(stdout).toContain(word);
  });

  it('says which shells it knows', async () => {
    const { exitCode, stderr } = await ingest('completion', 'csh');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('known: bash, zsh, fish');
  });

  it('quotes descriptions for fish', async () => {
    expect((await ingest('completion', 'fish')).stdout).toMatch(
      /-n '__fish_seen_subcommand_from db; and __fish_seen_subcommand_from prune' -l stories-before -d '/,
    );
  });
});
