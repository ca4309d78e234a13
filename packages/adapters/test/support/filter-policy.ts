import type { SnsAttributes } from '../../src/sinks/sns/attributes.js';

type Condition =
  | string
  | { readonly prefix?: string; readonly exists?: boolean; readonly 'anything-but'?: readonly string[] };
/** What of the filter policies of SNS is used here; all properties have to match, and of each any condition. */
export type FilterPolicy = Readonly<Record<string, readonly Condition[] | undefined>>;

/**
 * Whether a subscription with a policy gets a message with such attributes, after the rules in SNS's developer guide. Of a
 * `String.Array` any element may match, and of `anything-but` none may be named.
 */
export function matches(policy: FilterPolicy, attributes: SnsAttributes): boolean {
  return Object.entries(policy).every(([name, conditions = []]) => {
    const values = valuesOf(attributes[name]);
    return conditions.some((condition) => meets(condition, values));
  });
}

function valuesOf(attribute: SnsAttributes[string] | undefined): readonly string[] {
  if (attribute === undefined) return [];
  const { DataType, StringValue } = attribute;
  return DataType === 'String.Array' ? (JSON.parse(StringValue) as string[]) : [StringValue];
}

function meets(condition: Condition, values: readonly string[]): boolean {
  if (typeof condition === 'string') return values.includes(condition);
  if (condition.exists !== undefined) return condition.exists === values.length > 0;
  const { prefix, 'anything-but': others } = condition;
  if (prefix !== undefined) return values.some((value) => value.startsWith(prefix));
  return others !== undefined && values.length > 0 && values.every((value) => !others.includes(value));
}
