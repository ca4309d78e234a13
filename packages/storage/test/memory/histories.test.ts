import { describe } from 'vitest';
import { historyCases } from '../../src/conformance/history-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('histories in memory', () => conform([...historyCases], memorySubject));
