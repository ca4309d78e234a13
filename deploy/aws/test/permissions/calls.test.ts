import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sdkCalls } from '../../src/permissions/calls.js';
import { roleNames } from '../../src/permissions/resources.js';

/** Where the functions have their calls from. */
const sources = ['deploy/aws/src', 'packages/storage/src/dynamodb', 'packages/adapters/src/sinks/sns'];

/** Commands that stand in the code and that no function sends, and why. */
const neverSent: Readonly<Record<string, string>> = {
  CreateTable: 'Terraform makes the table before the functions',
  DescribeTable: 'waits for a table that was made',
  GetTopicAttributes: 'is what `ingest doctor` asks',
};

describe('sdkCalls', () => {
  it('lists each call of a role once', () => {
    for (const role of roleNames) {
      const named = sdkCalls[role].map(({ service, operation }) => `${service} ${operation}`);
      expect(new Set(named).size).toBe(named.length);
    }
  });

  it('says of transactions, and of them alone, what they are made of', () => {
    for (const call of roleNames.flatMap((role) => sdkCalls[role]))
      expect(call.parts !== undefined).toBe(call.operation.startsWith('Transact'));
  });

  it('makes no table: Terraform does', () => {
    const operations = roleNames.flatMap((role) => sdkCalls[role].map(({ operation }) => operation));
    expect(operations.filter((operation) => /Table|TimeToLive/.test(operation))).toEqual([]);
  });

  it('has every command that stands in the code', () => {
    const root = join(import.meta.dirname, '../../../..');
    const files = sources.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(root, folder, path)),
    );
    const written = files
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/new [\w.]*?(\w+)Command\(/g)].map(([, name]) => name),
      );
    const listed = roleNames.flatMap((role) => sdkCalls[role].map(({ operation }) => operation));
    expect([...new Set(written)].sort()).toEqual([...new Set([...listed, ...Object.keys(neverSent)])].sort());
  });
});
