import { describe } from 'vitest';
import { asOfCases } from '../../src/conformance/as-of-cases.js';
import { eventCases } from '../../src/conformance/event-cases.js';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('reading from memory', () => conform([...readingCases, ...eventCases, ...asOfCases], memorySubject));
