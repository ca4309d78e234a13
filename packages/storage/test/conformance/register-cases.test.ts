import { localRegisters } from '@ingest/core';
import { describe } from 'vitest';
import { registerCases } from '../../src/conformance/register-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of registers', () => {
  findOut(registerCases, {
    'reads before it has the turn': {
      how: ({ registers }) => ({
        registers: {
          ...registers,
          async change(name, decide) {
            const [register] = await registers.list(name);
            const { after, result } = decide(register?.value ?? null);
            return registers.change(name, () => ({ after, result }));
          },
        },
      }),
      foundBy: ['two stores that change one register at once lose nothing'],
    },
    'takes a beginning for a pattern': {
      how: ({ registers }) => ({
        registers: {
          ...registers,
          list: async (prefix) => {
            const pattern = new RegExp(`^${prefix.replaceAll('_', '.').replaceAll('%', '.*')}`, 'i');
            return (await registers.list('')).filter(({ name }) => pattern.test(name));
          },
        },
      }),
      foundBy: ['registers come by what their names begin with, in the order of their names'],
    },
    'lists registers in the order in which they were made': {
      how: ({ registers }, data) => ({
        registers: {
          ...registers,
          list: async (prefix) =>
            [...data.registers].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => ({ name, value })),
        },
      }),
      foundBy: ['registers come by what their names begin with, in the order of their names'],
    },
    'keeps what became null': {
      how: ({ registers }, data) => ({
        registers: {
          ...registers,
          async change(name, decide) {
            const result = await registers.change(name, decide);
            if (!data.registers.has(name)) data.registers.set(name, null);
            return result;
          },
        },
      }),
      foundBy: ['a register that becomes null is gone, and begins anew'],
    },
    'clears the value before it is decided': {
      how: ({ registers }, data) => ({
        registers: {
          ...registers,
          change: (name, decide) =>
            registers.change(name, (before) => {
              data.registers.delete(name);
              return decide(before);
            }),
        },
      }),
      foundBy: ['a decision that throws leaves the value, and its error comes through as it is'],
    },
    'takes an error of the decision for one of its own': {
      how: ({ registers }) => ({
        registers: {
          ...registers,
          change: (name, decide) =>
            registers.change(name, decide).catch((thrown) => {
              throw new Error('could not change the register', { cause: thrown });
            }),
        },
      }),
      foundBy: ['a decision that throws leaves the value, and its error comes through as it is'],
    },
    'keeps texts': {
      how: ({ registers }) => ({
        registers: {
          ...registers,
          list: async (prefix) =>
            (await registers.list(prefix)).map(({ name, value }) => ({ name, value: String(value) })),
        },
      }),
      foundBy: ['a value comes back as it was given, whatever JSON it is'],
    },
    'keeps registers in the handle': {
      how: () => ({ registers: localRegisters() }),
      foundBy: [
        'registers survive closing',
        'two stores that change one register at once lose nothing',
        'a closed store changes no register and decides nothing',
      ],
    },
  });
});
