import { describe } from 'vitest';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { settleCases } from '../../src/conformance/settle-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('the outbox in memory', () => conform([...outboxCases, ...settleCases], memorySubject));
