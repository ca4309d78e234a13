// Measures the built functions on this machine, on an emulator of DynamoDB: `npm run build:aws` first. Shows medians of 20.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/root.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ingest-figures-'));
try {
  const file = join(folder, 'figures.json');
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'aws-zip', 'test/zip/figures.test.ts'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, INGEST_FIGURES_SAMPLES: '20', INGEST_FIGURES_FILE: file } },
  );
  const { zipBytes, initMs, perNewStory, ...invocations } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`zip: scheduler ${zipBytes.scheduler} bytes, worker ${zipBytes.worker} bytes`);
  console.log(`start to first event: ${Math.round(initMs)} ms`);
  console.log(
    `a new story: ${perNewStory.readUnits.toFixed(1)} read units, ${perNewStory.writeUnits.toFixed(1)} write units`,
  );
  console.table(invocations);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
