import { describe } from 'vitest';
import { stateCases } from '../../src/conformance/state-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('state in memory', () => conform([...stateCases], memorySubject));
