import { describe, expect, it } from 'vitest';
import { addressText, parseAddress } from '../../../src/watch/http/address.js';

describe('the address of --http', () => {
  it.each([
    ['8787', '127.0.0.1', true, '127.0.0.1:8787'],
    ['127.0.0.1:8787', '127.0.0.1', true, '127.0.0.1:8787'],
    ['127.8.9.1:8787', '127.8.9.1', true, '127.8.9.1:8787'],
    ['localhost:8787', 'localhost', true, 'localhost:8787'],
    ['[::1]:8787', '::1', true, '[::1]:8787'],
    ['0.0.0.0:8787', '0.0.0.0', false, '0.0.0.0:8787'],
    ['[::]:8787', '::', false, '[::]:8787'],
    ['news.example:8787', 'news.example', false, 'news.example:8787'],
    ['127.example:8787', '127.example', false, '127.example:8787'],
  ])('%s', (text, host, isLoopback, shown) => {
    const address = parseAddress(text);
    expect(address).toEqual({ host, port: 8787, isLoopback });
    expect(addressText(address)).toBe(shown);
  });

  it.each([
    '',
    'localhost',
    ':8787',
    '0',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:8787/',
    '::1:8787',
    '[127.0.0.1]:8787',
    '127.0.1:8787',
    '300.0.0.1:8787',
    'http://127.0.0.1:8787',
    'a b:8787',
    '-1',
  ])('refuses %j', (text) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
