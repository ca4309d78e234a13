import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/program.js';

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];

describe('the command tree', () => {
  it('describes every command and option', () => {
    for (const command of all(createProgram(async () => {}))) {
      expect(command.description(), command.name()).not.toBe('');
      for (const option of command.options)
        expect(option.description, `${command.name()} ${option.flags}`).not.toBe('');
    }
  });

  it('offers --json wherever data is printed', () => {
    const printing = all(createProgram(async () => {})).filter(({ commands }) => commands.length === 0);
    for (const command of printing) {
      if (['completion', 'help', 'watch', 'worker'].includes(command.name())) continue;
      expect(
        command.options.map(({ long }) => long),
        command.name(),
      ).toContain('--json');
    }
  });
});
