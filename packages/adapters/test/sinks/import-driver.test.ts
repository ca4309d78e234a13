import { expect, test } from 'vitest';
import { importDriver } from '../../src/sinks/import-driver.js';

const driver = { sink: 'desk', packages: ['@a/b', 'c'], install: '@a/b@6 c@2' };
const notFound = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from x`), { code: 'ERR_MODULE_NOT_FOUND' });

test('gives what was loaded', async () => {
  expect(await importDriver(driver, async () => 7)).toBe(7);
});

test.each(['@a/b', 'c'])('says in one line that %s is missing, and how to install it', async (name) => {
  const failing = importDriver(driver, () => Promise.reject(notFound(name)));
  await expect(failing).rejects.toMatchObject({
    code: 'DRIVER_MISSING',
    message: `desk: the package ${name} is not installed: npm install @a/b@6 c@2`,
  });
});

test.each([notFound('d'), new Error("it names 'c'"), 'text'])('leaves %s as it is', async (thrown) => {
  await expect(importDriver(driver, () => Promise.reject(thrown))).rejects.toBe(thrown);
});
