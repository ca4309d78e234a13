import { type Key, type Row, toAttribute, toItem, toKeyItem } from './row.js';

/** One part of a transaction. */
export type Action =
  | { readonly kind: 'put'; readonly row: Row; readonly condition?: Condition }
  | { readonly kind: 'delete'; readonly key: Key; readonly condition?: Condition }
  | { readonly kind: 'update'; readonly key: Key; readonly update: string; readonly condition: Condition }
  | { readonly kind: 'check'; readonly key: Key; readonly condition: Condition }
  | Addition;

/** Adds to numbers of a row, whatever they are by now; what is not there yet was 0. */
export interface Addition {
  readonly kind: 'add';
  readonly key: Key;
  readonly numbers: Readonly<Record<string, number>>;
}

/** An expression in DynamoDB's words; `:name` stands for a value, `#name` for the attribute `name`. */
export interface Condition {
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The places of the parts of a transaction whose condition did not hold. */
export function refusedOf(thrown: unknown): readonly number[] {
  return reasonsOf(thrown).flatMap((code, at) => (code === 'ConditionalCheckFailed' ? [at] : []));
}

/** Why each part of a transaction failed, in their order; none when it failed as a whole. */
export function reasonsOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error) || !('CancellationReasons' in thrown)) return [];
  return (thrown.CancellationReasons as readonly { readonly Code?: string }[]).map(({ Code = 'None' }) => Code);
}

export function valuesOf(values: Readonly<Record<string, string | number>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, toAttribute(value)]));
}

/** Names are always written with `#`: many words of everyday use are reserved. */
function namesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name as string]));
}

export function toTransactItem(table: string, action: Action): unknown {
  if (action.kind === 'add') return { Update: { TableName: table, ...toAddition(action) } };
  const { condition } = action;
  const update = action.kind === 'update' ? action.update : '';
  const names = namesOf(`${update} ${condition?.text ?? ''}`);
  const shared = {
    TableName: table,
    ...(condition && { ConditionExpression: condition.text }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(condition?.values && { ExpressionAttributeValues: valuesOf(condition.values) }),
  };
  switch (action.kind) {
    case 'put':
      return { Put: { ...shared, Item: toItem(action.row) } };
    case 'delete':
      return { Delete: { ...shared, Key: toKeyItem(action.key) } };
    case 'update':
      return { Update: { ...shared, Key: toKeyItem(action.key), UpdateExpression: update } };
    case 'check':
      return { ConditionCheck: { ...shared, Key: toKeyItem(action.key) } };
    default:
      return action satisfies never;
  }
}

function toAddition({ key, numbers }: Addition): object {
  const update = `ADD ${Object.keys(numbers)
    .map((name) => `#${name} :${name}`)
    .join(', ')}`;
  return {
    Key: toKeyItem(key),
    UpdateExpression: update,
    ExpressionAttributeNames: namesOf(update),
    ExpressionAttributeValues: valuesOf(numbers),
  };
}
