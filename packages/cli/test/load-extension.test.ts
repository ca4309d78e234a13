import { pathToFileURL } from 'node:url';
import { noSecrets, redactor } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { loadSink, loadSource, makeStore } from '../src/load-extension.js';
import { sinkModule, sourceModule, write } from './support/extensions.js';
import { inEmptyDirectory } from './support/ingest.js';

const directory = inEmptyDirectory();

function extension(text: string, name = 'mine.mjs') {
  write(name, text);
  return { use: `./${name}`, url: pathToFileURL(`${directory.path}/${name}`).href };
}

const invalid = (message: string) => ({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) });

describe('an extension', () => {
  it('makes sources and sinks with the options that it is given', async () => {
    const createSource = await loadSource(extension(sourceModule), noSecrets);
    expect(await createSource({ name: 'spare' })).toMatchObject({ name: 'spare' });
    const createSink = await loadSink(extension(sinkModule, 'sink.mjs'), noSecrets);
    expect(await createSink({ name: 'desk' }, { redact: noSecrets })).toMatchObject({ name: 'desk' });
  });

  it('may be CommonJS', async () => {
    const text = 'module.exports = { createSink: () => ({ name: "old", deliver: async () => {} }) };';
    const createSink = await loadSink(extension(text, 'old.cjs'), noSecrets);
    expect(await createSink({})).toMatchObject({ name: 'old' });
  });

  it('without the factory is told which one is missing', async () => {
    await expect(loadSource(extension('export const createSink = 1;'), noSecrets)).rejects.toMatchObject({
      ...invalid('source ./mine.mjs: the module has no function createSource among its exports'),
      hint: expect.stringContaining('docs/extending/source.md'),
    });
  });

  it('that cannot be loaded says why, and keeps the cause', async () => {
    await expect(loadSource(extension('throw new Error("no disk\\nat all");'), noSecrets)).rejects.toMatchObject({
      ...invalid('source ./mine.mjs could not be loaded: no disk'),
      cause: { message: expect.stringContaining('no disk') },
    });
    await expect(loadSink(extension('import "acme-gone";', 'b.mjs'), noSecrets)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      cause: expect.any(Error),
    });
  });

  it('whose factory fails says so, and repeats no secret', async () => {
    const text = 'export function createSource({ token }) { throw new Error("bad " + token + " of elsewhere"); }';
    const createSource = await loadSource(extension(text), redactor(['elsewhere']));
    await expect(createSource({ token: 'hunter22' })).rejects.toMatchObject(
      invalid('source ./mine.mjs: createSource failed: bad *** of ***'),
    );
    const sink = 'export function createSink({ at }) { throw new Error("bad " + at.password); }';
    const createSink = await loadSink(extension(sink, 'sink.mjs'), noSecrets);
    await expect(createSink({ at: { password: 'hunter22' } }, { redact: noSecrets })).rejects.toMatchObject(
      invalid('sink ./sink.mjs: createSink failed: bad ***'),
    );
  });

  it('whose factory gives something else is told what it must be', async () => {
    const source = await loadSource(extension('export const createSource = () => ({ name: "x" });'), noSecrets);
    await expect(source({})).rejects.toMatchObject(
      invalid('what createSource gave does not do as a source: capabilities must be an object'),
    );
    const sink = await loadSink(extension('export const createSink = () => null;', 'n.mjs'), noSecrets);
    await expect(sink({})).rejects.toMatchObject(invalid('sink ./n.mjs: createSink gave no sink'));
  });

  it('that is a store is told so too, and its options are in no message', async () => {
    const text = 'export function createStore({ url }) { throw new Error("cannot reach " + url.primary); }';
    const store = { ...extension(text), options: { url: { primary: 'db://hunter22' } }, isConfigured: true };
    await expect(makeStore(store)).rejects.toMatchObject(
      invalid('store ./mine.mjs: createStore failed: cannot reach ***'),
    );
  });
});
