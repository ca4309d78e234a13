import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFile } from '../../src/config/find-file.js';
import { inEmptyDirectory } from '../support/ingest.js';

const directory = inEmptyDirectory();

describe('findConfigFile', () => {
  it('finds the nearest one upward', () => {
    mkdirSync('a/b/c', { recursive: true });
    writeFileSync('ingest.config.json', '{}');
    writeFileSync('a/b/ingest.config.yml', '');
    expect(findConfigFile(join(directory.path, 'a/b/c'))).toBe(join(directory.path, 'a/b/ingest.config.yml'));
    expect(findConfigFile(join(directory.path, 'a'))).toBe(join(directory.path, 'ingest.config.json'));
  });

  it('finds none where there is none', () => {
    expect(findConfigFile(directory.path)).toBeNull();
  });
});
