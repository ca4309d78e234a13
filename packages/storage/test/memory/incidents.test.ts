import { describe } from 'vitest';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('incidents in memory', () => conform([...incidentCases], memorySubject));
