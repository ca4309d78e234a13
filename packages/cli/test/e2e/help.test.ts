import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtCommand } from '../support/built.js';

const command = builtCommand();
const commands = [
  'run',
  'items',
  'events',
  'sources',
  'status',
  'alerts',
  'alerts show',
  'alerts mute',
  'alerts unmute',
  'alerts test',
  'init',
  'config',
  'config show',
  'config validate',
  'db',
  'db migrate',
  'db check',
  'db backup',
  'db prune',
  'db digest',
  'completion',
];

describe('help', () => {
  it.each(commands)('of `%s` shows an example', async (name) => {
    const { exitCode, stdout } = await command.run([...name.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example: ingest ${name}`));
  });

  it('lists every command', async () => {
    const { stdout } = await command.run(['--help']);
    for (const name of commands) expect(stdout).toContain(name.split(' ')[0]);
  });

  it('names the version of the package', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect((await command.run(['--version'])).stdout).toBe(`${manifest.version}\n`);
  });
});

describe('completion', () => {
  it('of bash completes commands and options', async () => {
    const { stdout } = await command.run(['completion', 'bash']);
    const ask = `${stdout}\nCOMP_WORDS=(ingest db pr); COMP_CWORD=2; _ingest; echo "\${COMPREPLY[@]}"; COMP_WORDS=(ingest run --rep); _ingest; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', ask], { encoding: 'utf8' }).stdout).toBe('prune\n--replay\n');
  });

  it('knows zsh and fish, and says so of another shell', async () => {
    expect((await command.run(['completion', 'zsh'])).stdout).toContain('#compdef ingest');
    expect((await command.run(['completion', 'fish'])).stdout).toContain('complete -c ingest');
    expect((await command.run(['completion', 'tcsh'])).stderr).toContain('known: bash, zsh, fish');
  });
});
