import { describe } from 'vitest';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('reading from memory', () => conform([...readingCases], memorySubject));
