import { keptMs, parseDuration } from '@ingest/core';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addDb } from '../../src/program/db.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addDb);

it('looks after the store in several ways, and wants to know where a copy goes', async () => {
  for (const name of ['migrate', 'check', 'digest', 'prune', 'requeue'])
    expect(await parsed('db', name)).toHaveBeenCalledOnce();
  await expect(parsed('db', 'backup')).rejects.toThrow("missing required argument 'file'");
  expect(await parsed('db', 'copy', 'news.db', 'moved.db')).toHaveBeenCalledOnce();
  await expect(parsed('db', 'copy', 'news.db')).rejects.toThrow("missing required argument 'to'");
});

it('says for how long events are kept', () => {
  const program = new Command('ingest');
  addDb(program, async () => {});
  const prune = program.commands[0]?.commands.find((one) => one.name() === 'prune');
  const { description = '' } = prune?.options.find(({ long }) => long === '--events-older-than') ?? {};
  const [, said = ''] = /\(default: (\w+)\)/.exec(description) ?? [];
  expect(parseDuration(said)).toBe(keptMs);
});
