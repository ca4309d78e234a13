import { describe } from 'vitest';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import { settleCases } from '../../src/conformance/settle-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('deliveries in Postgres', () =>
  conform([...outboxCases, ...settleCases, ...outboxUpkeepCases], emptiedSubjects().subjects),
);
