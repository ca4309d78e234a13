import { describe } from 'vitest';
import { stateCases } from '../../src/conformance/state-cases.js';
import { conform } from '../support/conform.js';
import { sqliteSubject } from '../support/subjects.js';

describe('state in SQLite', () => conform([...stateCases], sqliteSubject));
