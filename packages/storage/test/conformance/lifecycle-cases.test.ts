import { describe, expect, test } from 'vitest';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { failuresOf, findOut } from '../support/conform.js';

describe('the cases of opening and closing', () => {
  findOut(lifecycleCases, {
    'is open for ever': {
      how: () => ({ close: async () => {} }),
      foundBy: ['every operation of a closed store rejects with STORE_CLOSED'],
    },
    'makes a store that nobody asked for': {
      how: ({ open }) => ({ open: () => open({ create: true }) }),
      foundBy: ['a store that does not exist is made only when asked for'],
    },
    'closes only once': {
      how: ({ close }) => {
        let isClosed = false;
        return {
          async close() {
            if (isClosed) throw new TypeError('closed before');
            isClosed = true;
            await close();
          },
        };
      },
      foundBy: ['closing twice, or without opening, does no harm'],
    },
  });

  test('find out a store that keeps its data in the handle', async () => {
    const failed = await failuresOf(lifecycleCases, () => ({ connect: () => createMemoryStore() }));
    expect(failed).toContain('what one store wrote is there for the next one, and for one beside it');
  });
});
