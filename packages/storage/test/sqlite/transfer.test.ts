import { transferCases } from '../../src/conformance/index.js';
import { conform } from '../support/conform.js';
import { sqliteSubject } from '../support/subjects.js';

conform(transferCases, sqliteSubject);
