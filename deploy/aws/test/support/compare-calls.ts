import type { SdkCall } from '../../src/permissions/calls.js';
import type { AwsCall } from './aws-call.js';

/** ARNs by the name of a resource. */
export type Resources = Readonly<Record<string, readonly string[]>>;

/** Where a list of calls and what was called differ; both empty when they are the same. */
export interface Differences {
  /** Called, and not in the list: it would be refused. */
  readonly unlisted: readonly string[];
  /** In the list, and called by nobody: more is allowed than is needed. */
  readonly uncalled: readonly string[];
}

/** Compares what a function called with the list of what it calls. A call is named as `dynamodb TransactWriteItems Put table`. */
export function compareCalls(
  called: readonly AwsCall[],
  listed: readonly SdkCall[],
  resources: Resources,
): Differences {
  const seen = new Set(called.flatMap((call) => namesOfCall(call, resources)));
  const known = new Set(listed.flatMap(namesInList));
  const without = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    [...left].filter((name) => !right.has(name)).sort();
  return { unlisted: without(seen, known), uncalled: without(known, seen) };
}

function namesInList({ service, operation, parts, on }: SdkCall): readonly string[] {
  return on.flatMap((resource) => (parts ?? ['']).map((part) => nameOf(service, operation, part, resource)));
}

function namesOfCall({ service, operation, needs }: AwsCall, resources: Resources): readonly string[] {
  const isTransaction = operation.startsWith('Transact');
  return needs.map(({ action, resource }) => {
    const part = isTransaction ? action.replace(/^dynamodb:|Item$/g, '') : '';
    const [name = resource] = Object.entries(resources).find(([, arns]) => arns.includes(resource)) ?? [];
    return nameOf(service, operation, part, name);
  });
}

function nameOf(...words: readonly string[]): string {
  return words.filter(Boolean).join(' ');
}
