import * as z from 'zod';
import type { Needed } from './aws-call.js';

const list = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

const policy = z.looseObject({
  Statement: z.array(z.looseObject({ Effect: z.literal('Allow'), Action: list, Resource: list })),
});

/** What a policy of IAM allows. */
export interface Policy {
  readonly allows: (needed: Needed) => boolean;
  /** Every action on every resource that it speaks of. */
  readonly allowed: readonly Needed[];
}

/**
 * Reads the text of a policy in which names stand for resources, as they do for Terraform. Those that have no ARNs are left out:
 * nothing here is of their kind.
 */
export function readPolicy(text: string, arns: Readonly<Record<string, readonly string[]>>): Policy {
  const { Statement } = policy.parse(JSON.parse(text));
  const allowed = Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.flatMap((name) => arns[name] ?? []).map((resource) => ({ action, resource }))),
  );
  return {
    allowed,
    allows: (needed) =>
      allowed.some(({ action, resource }) => covers(action, needed.action) && covers(resource, needed.resource)),
  };
}

/** A star stands for any characters. */
export function covers(pattern: string, text: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}
