import type { TestProjectInlineConfiguration } from 'vitest/config';

const packages = ['core', 'adapters', 'storage', 'cli'];

export default packages.map(
  (name): TestProjectInlineConfiguration => ({
    extends: true,
    root: `packages/${name}`,
    test: { name, include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] },
  }),
);
