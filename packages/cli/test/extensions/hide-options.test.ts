import { expect, it } from 'vitest';
import { hideOptions } from '../../src/extensions/hide-options.js';

it('takes out every text of the options, however deep, and nothing else', () => {
  const hide = hideOptions({ token: 'hunter22', at: { urls: ['db://one-of-many', null] }, port: 25_000, fetch });
  expect(hide('hunter22 at db://one-of-many on 25000')).toBe('*** at *** on 25000');
  expect(hideOptions({})('all of it')).toBe('all of it');
});
