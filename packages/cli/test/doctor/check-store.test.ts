import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkStore } from '../../src/doctor/check-store.js';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

async function findingOf(url: string) {
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
