import { expect, test } from 'vitest';
import { missingTrouble, type SinkCase } from '../../src/conformance/index.js';
import { memorySubject } from '../support/memory-sink.js';

const needing = (...needs: SinkCase['needs']): SinkCase => ({ name: 'a case', needs, run: async () => {} });

test('a case is left out when its receiver cannot be made to do what it needs', () => {
  const whole = memorySubject();
  expect(missingTrouble(needing('hangs', 'restarts'), whole)).toBeNull();
  const { hangs: _, ...others } = whole.receiver.trouble;
  const without = { ...whole, receiver: { ...whole.receiver, trouble: others } };
  expect(missingTrouble(needing('refuses', 'hangs'), without)).toBe('hangs');
  expect(missingTrouble(needing(), without)).toBeNull();
});
