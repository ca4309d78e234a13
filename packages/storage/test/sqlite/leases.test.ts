import { describe } from 'vitest';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { conform } from '../support/conform.js';
import { sqliteSubject } from '../support/subjects.js';

describe('leases in SQLite', () => conform([...leaseCases], sqliteSubject));
