import type { DynamoDriver } from './client.js';
import type { DynamoSettings } from './options.js';
import type { Table } from './table.js';

/** How often, and for how long at most, is looked whether a table that was made can be used, in milliseconds. */
const waiting = { stepMs: 500, mostMs: 60_000 } as const;

/** Makes the table, without an index and paid by request, and waits until it can be used. */
export async function makeTable(
  table: Table,
  driver: DynamoDriver,
  { clock }: Pick<DynamoSettings, 'clock'>,
): Promise<void> {
  const TableName = table.name;
  await table
    .send(
      new driver.CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    )
    .catch((thrown: unknown) => {
      // Another process makes it, too.
      if (!(thrown instanceof driver.ResourceInUseException)) throw thrown;
    });
  for (let waitedMs = 0; waitedMs <= waiting.mostMs; waitedMs += waiting.stepMs) {
    const { Table: described } = await table.send(new driver.DescribeTableCommand({ TableName }));
    if (described?.TableStatus === 'ACTIVE') return;
    await clock.wait(waiting.stepMs);
  }
}
