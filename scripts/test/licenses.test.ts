import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { licenseText } from '../lib/licenses.mjs';
import { temporaryFolder, writeFiles } from './support/sample-workspace.js';

const files = {
  'node_modules/.store/b@1/node_modules/b/package.json': { name: 'b', version: '1.0.0', license: 'MIT' },
  'node_modules/.store/b@1/node_modules/b/LICENSE.md': 'Copyright of b.\n',
  'node_modules/@scope/a/package.json': { name: '@scope/a', version: '2.0.0', license: 'ISC' },
};

describe('the licenses of a bundle', () => {
  test('are named once for every package that is in it, with the text where the package has one', () => {
    const folder = writeFiles(temporaryFolder(), files);
    const inputs = [
      'src/bin.ts',
      '../core/dist/index.js',
      'node_modules/.store/b@1/node_modules/b/lib/index.js',
      'node_modules/.store/b@1/node_modules/b/lib/other.js',
      `plugin:${folder}/node_modules/@scope/a/index.js`,
    ];
    expect(licenseText(folder, inputs)).toBe(
      'The command contains code of these packages.\n\n--- @scope/a 2.0.0 (ISC)\n\n--- b 1.0.0 (MIT)\n\nCopyright of b.\n',
    );
  });

  test('must be stated', () => {
    const folder = writeFiles(temporaryFolder(), { 'node_modules/c/package.json': { name: 'c', version: '1.0.0' } });
    expect(() => licenseText(folder, [join('node_modules/c/index.js')])).toThrow(
      'c is in the bundle and states no license',
    );
  });
});
