import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedFiles } from '../src/generated-files.js';

const folder = new URL('../generated/', import.meta.url);

it.each(Object.entries(generatedFiles()))('generated/%s is what the code says', (name, text) => {
  // It differs: node deploy/aws/generate.mjs --write
  expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
});

it('generated/ holds nothing that no code makes', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(generatedFiles()).sort());
});
