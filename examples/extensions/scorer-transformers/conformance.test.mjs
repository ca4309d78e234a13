import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { scorerCases } from '@ingest/core/testing';
import { createScorer } from './index.mjs';
import { writeTinyModel } from './tiny-model.mjs';

const modelPath = mkdtempSync(join(tmpdir(), 'scorer-transformers-'));

before(() => writeTinyModel(modelPath));
after(() => rmSync(modelPath, { recursive: true, force: true }));

const subject = { create: () => createScorer({ modelPath, version: 'tiny-1' }) };

for (const scorerCase of scorerCases) test(scorerCase.name, () => scorerCase.run(subject));
