import { describe, expect, test } from 'vitest';
import { importDriver } from '../../src/errors/import-driver.js';

const driver = { of: 'store', packages: ['no-such-driver'], install: 'no-such-driver@3' };
/** Named at run time, so that nothing looks for it before. */
const load = (name: string) => () => import(/* @vite-ignore */ name) as Promise<unknown>;

describe('a driver', () => {
  test('is loaded when it is there', async () => {
    expect(await importDriver(driver, async () => 'driver')).toBe('driver');
  });

  test('that is not installed is DRIVER_MISSING with the command that installs it', async () => {
    const missing = Object.assign(new Error("Cannot find package 'no-such-driver' imported from /app/store.js"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    await expect(importDriver(driver, () => Promise.reject(missing))).rejects.toMatchObject({
      code: 'DRIVER_MISSING',
      message: 'store: the package no-such-driver is not installed: npm install no-such-driver@3',
    });
  });

  test.each(['@a/b', 'c'])(
    'of several packages is DRIVER_MISSING for the one that is not installed: %s',
    async (name) => {
      const several = { of: 'desk', packages: ['@a/b', 'c'], install: '@a/b@6 c@2' };
      const error = new Error(`Cannot find package '${name}' imported from x`);
      const missing = Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
      await expect(importDriver(several, () => Promise.reject(missing))).rejects.toMatchObject({
        message: `desk: the package ${name} is not installed: npm install @a/b@6 c@2`,
      });
    },
  );

  test.each([
    Object.assign(new Error('was compiled against a different Node.js version'), { code: 'ERR_DLOPEN_FAILED' }),
    new Error('Could not locate the bindings file. Tried:\n → /app/build/x.node'),
  ])('that was not built for this Node is DRIVER_MISSING with the command that builds it: $message', async (thrown) => {
    await expect(importDriver(driver, () => Promise.reject(thrown))).rejects.toMatchObject({
      code: 'DRIVER_MISSING',
      message: expect.stringMatching(/^store: the package .* not built .*: npm rebuild no-such-driver$/),
    });
  });

  test('that fails by itself keeps its error', async () => {
    const own = new Error('broken inside');
    await expect(importDriver(driver, () => Promise.reject(own))).rejects.toBe(own);
    await expect(importDriver(driver, load('no-such-part-of-it'))).rejects.not.toMatchObject({
      code: 'DRIVER_MISSING',
    });
    await expect(importDriver(driver, () => Promise.reject('a text'))).rejects.toBe('a text');
  });
});
