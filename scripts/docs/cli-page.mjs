import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { generatedFrom } from './markdown.mjs';

/** The help text of the program and, in its order, of every command below it: what a user sees, read the way a user does. */
export function readHelp(bin, command = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...command, '--help'], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`ingest ${[...command, '--help'].join(' ')} ended with ${status}\n${stderr}`);
  const below = subcommands(stdout).flatMap((name) => readHelp(bin, [...command, name]));
  return [{ command: ['ingest', ...command].join(' '), text: stdout.trimEnd() }, ...below];
}

/** The names under "Commands:", without the built-in help. */
export function subcommands(help) {
  const lines = help.split('\n');
  const start = lines.findIndex((line) => line.trim() === 'Commands:');
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && line.trim() === '');
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .flatMap((line) => /^ {2}([a-z][\w-]*)/.exec(line)?.[1] ?? [])
    .filter((name) => name !== 'help');
}

/** docs/cli.md */
export function cliPage(help) {
  const sections = help.map(({ command, text }) => `## ${command}\n\n\`\`\`text\n${text}\n\`\`\``);
  return `${[generatedFrom('the help texts of packages/cli'), '# The command line', ...sections].join('\n\n')}\n`;
}
