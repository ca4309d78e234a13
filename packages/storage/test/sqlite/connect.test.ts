import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/sqlite/connect.js';
import { temporaryDirectory } from '../support/subjects.js';

test('a client is made with the driver that is loaded for it', async () => {
  const path = join(temporaryDirectory(), 'news.db');
  await expect(connect(path, { readonly: false, fileMustExist: true })).rejects.toThrow();
  const client = await connect(path, { readonly: false, fileMustExist: false });
  client.exec('CREATE TABLE t (a)');
  expect([client.name, client.open, existsSync(path)]).toEqual([path, true, true]);
  client.close();
  const reading = await connect(path, { readonly: true, fileMustExist: true });
  expect(() => reading.exec('CREATE TABLE u (a)')).toThrow('readonly');
  reading.close();
});
