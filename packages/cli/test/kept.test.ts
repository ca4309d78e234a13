import { parseDuration } from '@ingest/core';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { keptMs } from '../src/kept.js';
import { addDb } from '../src/program/db.js';

it('is as long as the help says', () => {
  const program = new Command('ingest');
  addDb(program, async () => {});
  const prune = program.commands[0]?.commands.find((one) => one.name() === 'prune');
  const { description = '' } = prune?.options.find(({ long }) => long === '--events-older-than') ?? {};
  const [, said = ''] = /\(default: (\w+)\)/.exec(description) ?? [];
  expect(parseDuration(said)).toBe(keptMs);
});
