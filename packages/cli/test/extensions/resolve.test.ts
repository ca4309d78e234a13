import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { resolveExtension } from '../../src/extensions/resolve.js';
import { write, writePackage } from '../support/extensions.js';
import { inEmptyDirectory } from '../support/ingest.js';

const directory = inEmptyDirectory();
const urlOf = (path: string) => pathToFileURL(`${directory.path}/${path}`).href;

describe('resolveExtension', () => {
  it('finds a path from the folder, an absolute one and a url', () => {
    write('config/mine.mjs', '');
    const found = { kind: 'found', url: urlOf('config/mine.mjs') };
    expect(resolveExtension('./mine.mjs', `${directory.path}/config`)).toEqual(found);
    expect(resolveExtension('../config/mine.mjs', `${directory.path}/config`)).toEqual(found);
    expect(resolveExtension(`${directory.path}/config/mine.mjs`, '/')).toEqual(found);
    expect(resolveExtension(urlOf('config/mine.mjs'), '/')).toEqual(found);
  });

  it('finds a package that can only be imported, in the folder or above it', () => {
    writePackage('.', '@acme/source', '');
    mkdirSync('below');
    const url = urlOf('node_modules/@acme/source/index.js');
    expect(resolveExtension('@acme/source', directory.path)).toEqual({ kind: 'found', url });
    expect(resolveExtension('@acme/source', `${directory.path}/below`)).toEqual({ kind: 'found', url });
  });

  it('finds a package beside the command when there is none in the folder', () => {
    expect(resolveExtension('better-sqlite3', directory.path)).toMatchObject({ kind: 'found' });
  });

  it('says what is missing, and takes no module of Node for an extension', () => {
    mkdirSync('folder');
    expect(resolveExtension('./gone.mjs', directory.path)).toMatchObject({
      problem: `there is no file ${directory.path}/gone.mjs`,
    });
    expect(resolveExtension('./folder', directory.path)).toMatchObject({
      problem: expect.stringContaining('is no file: name the module inside'),
    });
    expect(resolveExtension('acme-gone', directory.path)).toMatchObject({ problem: 'there is no package acme-gone' });
    expect(resolveExtension('node:fs', directory.path)).toMatchObject({ kind: 'missing' });
  });

  it.each(['file://host/x.mjs', 'file:///a%2Fb.mjs'])('says that %s is no file of this machine', (use) => {
    expect(resolveExtension(use, directory.path)).toMatchObject({
      kind: 'missing',
      problem: expect.stringContaining(`${use} names no file of this machine: `),
      cause: expect.any(TypeError),
    });
  });

  it('keeps why a package that is there cannot be imported', () => {
    write('node_modules/acme/package.json', JSON.stringify({ name: 'acme', exports: { './other': './x.js' } }));
    expect(resolveExtension('acme', directory.path)).toMatchObject({
      kind: 'missing',
      problem: expect.stringContaining('exports'),
      cause: expect.any(Error),
    });
  });
});
