import { statSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toError } from '@ingest/core';
import { resolve as resolveModule } from 'import-meta-resolve';
import { isPath } from '../built-in.js';

/** Where the module of an extension is, or why it is nowhere. */
export type Resolved =
  | { readonly kind: 'found'; readonly url: string }
  | { readonly kind: 'missing'; readonly problem: string; readonly cause?: Error };

/** Looks for a path from a folder, or for a package that is installed there, else beside this command. Loads nothing. */
export function resolveExtension(use: string, from: string): Resolved {
  return isPath(use) ? resolveFile(use, from) : resolvePackage(use, from);
}

function resolveFile(use: string, from: string): Resolved {
  let path: string;
  try {
    path = use.startsWith('file:') ? fileURLToPath(use) : resolvePath(from, use);
  } catch (thrown) {
    // A host, or a slash that is spelled as an escape.
    const cause = toError(thrown);
    return { kind: 'missing', problem: `${use} names no file of this machine: ${cause.message}`, cause };
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { kind: 'missing', problem: `there is no file ${path}` };
  if (!stats.isFile()) return { kind: 'missing', problem: `${path} is no file: name the module inside` };
  return { kind: 'found', url: pathToFileURL(path).href };
}

function resolvePackage(use: string, from: string): Resolved {
  // A parent is a file: what stands in its place decides where the search begins.
  const parents = [pathToFileURL(resolvePath(from, 'ingest.config.yaml')).href, import.meta.url];
  let cause: Error | undefined;
  for (const parent of parents) {
    try {
      const url = resolveModule(use, parent);
      if (url.startsWith('file:')) return { kind: 'found', url };
    } catch (thrown) {
      // Found and not importable says more than not found elsewhere.
      if (cause === undefined || !isNotFound(thrown)) cause = toError(thrown);
    }
  }
  const problem = cause === undefined || isNotFound(cause) ? `there is no package ${use}` : cause.message;
  return { kind: 'missing', problem, ...(cause === undefined ? {} : { cause }) };
}

function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
}
