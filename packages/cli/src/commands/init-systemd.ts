import { existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { IngestError } from '@ingest/core';
import { findConfigFile } from '../config/find-file.js';
import { createOutput, type OutputOptions } from '../output.js';
import { ownCommand } from '../own-command.js';
import { systemdUnits } from '../systemd/units.js';
import { writeOwnFile } from '../write-own-file.js';

export interface InitSystemdFlags extends OutputOptions {
  readonly dir?: string;
  readonly tickers?: string;
  readonly force?: boolean;
}

/** `ingest init --systemd`: units for this user, this directory and this program. They are installed by hand, for that takes root. */
export async function initSystemd(flags: InitSystemdFlags): Promise<number> {
  const output = createOutput(flags);
  if (flags.tickers !== undefined)
    throw new IngestError('CONFIG_INVALID', '--tickers: not with --systemd, which writes no configuration', {
      hint: 'run ingest init first, then ingest init --systemd',
    });
  const directory = process.cwd();
  const units = systemdUnits({ ...ownCommand(), directory, user: userInfo().username });
  const target = resolve(flags.dir ?? '.');
  const paths = Object.keys(units).map((name) => join(target, name));
  const there = paths.find((path) => existsSync(path));
  if (there !== undefined && !flags.force)
    throw new IngestError('CONFIG_INVALID', `${there} is there already`, { hint: 'overwrite it with --force' });
  makeDirectory(target);
  for (const [name, text] of Object.entries(units)) writeOwnFile(join(target, name), text, 0o644);
  if (output.isJson) {
    output.json({ written: paths });
    return 0;
  }
  for (const path of paths) output.line(`${output.out.paint.ok()} wrote ${path}`);
  if (findConfigFile(directory) === null)
    output.note(`! there is no configuration in ${directory} yet: ingest init writes one`);
  output.line(`Next: sudo cp ${paths.map(quoted).join(' ')} /etc/systemd/system/`);
  output.line('      sudo systemctl daemon-reload');
  output.line(
    '      sudo systemctl enable --now ingest.service      (or ingest-run.timer, for single runs; ingest-worker.service, for one of a fleet)',
  );
  output.line('      journalctl -u ingest -f');
  return 0;
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new IngestError('CONFIG_INVALID', `--dir: ${path} cannot be made (${code})`, {
      hint: 'name a directory that you may write to',
      cause: error,
    });
  }
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
