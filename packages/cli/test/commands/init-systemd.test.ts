import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

const here = inEmptyDirectory();
const names = ['ingest.service', 'ingest-worker.service', 'ingest-run.service', 'ingest-run.timer'];
const analyze = '/usr/bin/systemd-analyze';

describe('init --systemd', () => {
  it('writes the units and says how to install them', async () => {
    const { stdout, stderr, exitCode } = await ingest('init', '--systemd');
    expect(exitCode).toBe(0);
    for (const name of names) expect(existsSync(name)).toBe(true);
    expect(readFileSync('ingest.service', 'utf8')).toContain(`WorkingDirectory=${realpathSync(here.path)}\n`);
    expect(stdout).toContain('sudo systemctl enable --now ingest.service');
    expect(stderr).toContain('there is no configuration');
    expect(existsSync('ingest.config.yaml')).toBe(false);
  });

  it('writes them elsewhere, for the directory in which it is called', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\n');
    const { stdout, stderr } = await ingest('init', '--systemd', '--dir', 'my units');
    expect(readFileSync('my units/ingest.service', 'utf8')).toContain(`WorkingDirectory=${realpathSync(here.path)}\n`);
    expect(stdout).toContain(`'${join(realpathSync(here.path), 'my units/ingest.service')}'`);
    expect(stderr).toBe('');
  });

  it('overwrites nothing unless told to', async () => {
    writeFileSync('ingest-run.timer', 'mine');
    const refused = await ingest('init', '--systemd');
    expect([refused.exitCode, existsSync('ingest.service')]).toEqual([2, false]);
    expect(refused.stderr).toContain('ingest-run.timer is there already');
    const { written } = (await ingest('init', '--systemd', '--force', '--json')).json<{ written: string[] }>();
    expect(written).toHaveLength(names.length);
    expect(readFileSync('ingest-run.timer', 'utf8')).not.toBe('mine');
  });

  it('refuses tickers, for which it has no place', async () => {
    expect((await ingest('init', '--systemd', '--tickers', 'AAPL')).exitCode).toBe(2);
  });

  it.skipIf(!existsSync(analyze))(
    'writes units that systemd takes without a word, in a path with blanks too',
    async () => {
      mkdirSync('100% my news');
      process.chdir('100% my news');
      await ingest('init', '--systemd');
      const { stdout, stderr } = spawnSync(analyze, ['verify', ...names.map((name) => join(process.cwd(), name))], {
        encoding: 'utf8',
      });
      // It looks at the machine's own units as well, and may have a word about those.
      const about = `${stdout}${stderr}`.split('\n').filter((line) => names.some((name) => line.includes(name)));
      expect(about).toEqual([]);
    },
  );
  if (!existsSync(analyze)) console.warn(`SKIPPED: ${analyze} is not on this machine, so the units are not verified`);
});
