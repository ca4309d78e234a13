import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleName } from '../../src/permissions/resources.js';

/** A function that is deployed; each has a role of its name. */
export type FunctionName = Exclude<RoleName, 'schedule'>;

const dist = join(import.meta.dirname, '../../dist');

/** The path of a zip as it is deployed. */
export function builtZip(name: FunctionName): string {
  const path = join(dist, `${name}.zip`);
  if (!existsSync(path)) throw new Error(`${path} is not there: build it with npm run build:aws`);
  return path;
}

/** What Lambda is told to call, as in Terraform. */
export function handlerOf(name: FunctionName): string {
  return `${name}.handler`;
}
