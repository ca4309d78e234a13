import { existsSync, readdirSync } from 'node:fs';
import type { TestProjectInlineConfiguration } from 'vitest/config';

const packages = ['core', 'adapters', 'storage', 'cli'];
const minute = 60_000;
const faults = 'test/e2e/faults/**/*.test.ts';

// Three at once: much of their time is waiting for deadlines.
const patient = { testTimeout: minute, maxWorkers: 3, sequence: { groupOrder: 1 } };

export default [
  ...packages.map((name) =>
    project(name, {
      include: ['test/**/*.test.ts'],
      exclude: ['test/e2e/**'],
      testTimeout: minute,
      // These hold no state of the process: their many small files share one, which is most of the time they take.
      isolate: name !== 'core' && name !== 'storage',
      ...typeTests(name),
    }),
  ),
  project('aws', { include: ['test/**/*.test.ts'], exclude: ['test/zip/**'], testTimeout: minute }, 'deploy/aws'),
  project('scripts', { include: ['test/**/*.test.ts'], exclude: needBuild(), testTimeout: minute }, 'scripts'),
  // These run what was built: `npm run build` first.
  project('packed', { include: needBuild(), testTimeout: 5 * minute, hookTimeout: 10 * minute }, 'scripts'),
  project('aws-zip', { include: ['test/zip/**/*.test.ts'], isolate: false, ...patient }, 'deploy/aws'),
  project('e2e', { include: ['test/e2e/**/*.test.ts'], exclude: [faults], ...patient }, 'packages/cli'),
  project('faults', { include: [faults], ...patient }, 'packages/cli'),
];

function project(
  name: string,
  test: TestProjectInlineConfiguration['test'],
  root = `packages/${name}`,
): TestProjectInlineConfiguration {
  // As many as the smallest machine has cores: by itself vitest leaves one of them alone.
  return { extends: true, root, test: { name, maxWorkers: 2, ...test } };
}

function needBuild(): string[] {
  return ['test/packed.test.ts', 'test/clone.test.ts', 'test/extensions.test.ts', 'test/scorer-transformers.test.ts'];
}

/** The compiler runs for packages that have type tests: it takes seconds. */
function typeTests(name: string): TestProjectInlineConfiguration['test'] {
  const folder = new URL(`./packages/${name}/test/`, import.meta.url);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  if (!files.some((file) => file.endsWith('.test-d.ts'))) return {};
  return { typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' } };
}
