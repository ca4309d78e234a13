import { describe } from 'vitest';
import { registerCases } from '../../src/conformance/register-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('registers in memory', () => conform([...registerCases], memorySubject));
