import { dynamoTtlAttribute } from '@ingest/storage/dynamodb';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { least, most } from './support/given.js';
import { plan } from './support/plan.js';

/** The policies ask for the function, which waits for the policies. */
const circle = edited('main.tf', 'function:${local.scheduler_name}', 'function:${module.functions.scheduler_arn}');

describe('the plan', () => {
  it('comes about with as little as has to be given, and with everything', async () => {
    const configuration = await readConfiguration();
    for (const given of [least, most]) expect(plan(configuration, given).resources.size).toBeGreaterThan(30);
  });

  it('goes in no circle, and would be seen to', async () => {
    const configuration = await readConfiguration(circle);
    expect(() => plan(configuration, least)).toThrow('goes in a circle');
  });

  it('makes a function only once its role may do its work, without which the circle would be none', async () => {
    const configuration = await readConfiguration((path, text) =>
      circle(path, path.startsWith('modules/permissions') ? text.replaceAll(/.*depends_on.*\n/g, '') : text),
    );
    expect(() => plan(configuration, least)).not.toThrow();
  });
});

describe('the table', () => {
  it('has the keys of the store, and is encrypted, restorable and kept', async () => {
    const table = plan(await readConfiguration(), least).one('module.table.aws_dynamodb_table.news');
    expect(table).toMatchObject({
      name: 'ingest',
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: 'pk',
      range_key: 'sk',
      ttl: [{ attribute_name: dynamoTtlAttribute, enabled: true }],
      point_in_time_recovery: [{ enabled: true }],
      server_side_encryption: [{ enabled: true }],
      deletion_protection_enabled: true,
    });
    const keys = (table.attribute as readonly { readonly name: string }[]).map(({ name }) => name);
    expect(keys.sort()).toEqual([table.hash_key, table.range_key]);
  });
});
