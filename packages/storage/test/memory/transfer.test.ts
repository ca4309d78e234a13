import { transferCases } from '../../src/conformance/index.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

conform(transferCases, memorySubject);
