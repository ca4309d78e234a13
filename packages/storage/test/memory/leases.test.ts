import { describe } from 'vitest';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('leases in memory', () => conform([...leaseCases], memorySubject));
