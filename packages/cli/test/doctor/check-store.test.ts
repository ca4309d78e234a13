import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkStore } from '../../src/doctor/check-store.js';
import type { ChosenStore } from '../../src/extensions/extensions.js';
import { closedStoreModule, write } from '../support/extensions.js';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

async function findingOf(url: ChosenStore) {
  const { store, finding } = await checkStore(url);
  await store?.close();
  return { isOpen: store !== null, ...finding };
}

describe('the store', () => {
  it('that is there is opened, with its stories and the room on its disk', async () => {
    await ingest('run', '--replay', demoDay, '--store', 'news.db', '--quiet');
    expect(await findingOf('sqlite:news.db')).toMatchObject({
      isOpen: true,
      level: 'ok',
      text: expect.stringMatching(/news\.db, schema up to date, 47 stories, [\d.]+ GB free/),
    });
  });

  it('that is not there yet is no fault where it can be made', async () => {
    expect(await findingOf('news.db')).toMatchObject({ isOpen: false, level: 'ok' });
  });

  it('from outside that cannot be opened may not be there yet', async () => {
    write('store.mjs', closedStoreModule);
    const store = { use: './store.mjs', url: pathToFileURL('store.mjs').href, options: {}, isConfigured: true };
    expect(await findingOf(store)).toMatchObject({
      isOpen: false,
      level: 'warning',
      text: 'STORE_UNAVAILABLE: could not open the store acme: no route',
      advice: expect.stringContaining('look at ./store.mjs'),
    });
  });

  it('that cannot be made is a problem, with what to do', async () => {
    expect(await findingOf('no/such/directory/news.db')).toMatchObject({ isOpen: false, level: 'problem' });
  });

  it('that is none is a problem, with what to do', async () => {
    writeFileSync('notes.txt', 'this is no database, it is a list of things to buy for the weekend');
    const finding = await findingOf('notes.txt');
    expect(finding).toMatchObject({ isOpen: false, level: 'problem', advice: expect.any(String) });
    expect(finding.text).toMatch(/^STORE_CORRUPT: /);
  });
});
