import { expect, it } from 'vitest';
import { withCommand } from '../../src/render/with-command.js';

it('puts a command behind its line, or below it where there is no room', () => {
  expect(withCommand('! down', 'ingest doctor', 24)).toEqual(['! down   (ingest doctor)']);
  expect(withCommand('! down', 'ingest doctor', 23)).toEqual(['! down', '    (ingest doctor)']);
  expect(withCommand('\u001b[33m!\u001b[39m down', 'ingest doctor', 24)).toHaveLength(1);
});
