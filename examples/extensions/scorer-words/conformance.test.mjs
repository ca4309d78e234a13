import { test } from 'node:test';
import { scorerCases } from '@ingest/core/testing';
import { createScorer } from './index.mjs';

for (const scorerCase of scorerCases) test(scorerCase.name, () => scorerCase.run({ create: createScorer }));
