import { describe } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('articles in memory', () =>
  conform([...articleCases, ...joiningCases, ...revisionCases, ...commitCases], memorySubject));
