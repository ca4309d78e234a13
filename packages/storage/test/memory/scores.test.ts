import { describe } from 'vitest';
import { scoreCases } from '../../src/conformance/score-cases.js';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import { sentimentQueryCases } from '../../src/conformance/sentiment-query-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('statements and scores in memory', () =>
  conform([...sentimentCases, ...scoreCases, ...sentimentQueryCases], memorySubject));
