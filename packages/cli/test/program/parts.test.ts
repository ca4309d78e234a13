import { Command } from 'commander';
import { expect, it } from 'vitest';
import { command, configured, output, settings } from '../../src/program/parts.js';

const longOf = ({ options }: Command) => options.map(({ long }) => long);
const made = () => command(new Command('ingest'), 'look', 'look at it', 'ingest look --all');

it('makes a command below another one, and throws instead of ending the process', () => {
  const look = made();
  expect([look.name(), look.description(), look.parent?.name()]).toEqual(['look', 'look at it', 'ingest']);
  look.configureOutput({ outputError: () => {} });
  expect(() => look.parse(['--nothing'], { from: 'user' })).toThrow("unknown option '--nothing'");
});

it('gives commands the options of what they touch', () => {
  expect(longOf(settings(made()))).toEqual(['--config', '--store', '--no-color', '--verbose']);
  expect(longOf(configured(made()))).toEqual(['--config', '--no-color', '--verbose']);
  expect(longOf(output(made()))).toEqual(['--json', '--quiet']);
});
