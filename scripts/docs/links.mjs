import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPages } from './pages.mjs';

/** Links to files that are not there. Addresses on the web are left alone: a check must not need them. */
export function linkFindings(root) {
  return readPages(root).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) =>
      [...line.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
        .map((match) => match[1])
        .filter((target) => !/^[a-z]+:/i.test(target) && !existsSync(join(root, dirname(path), target)))
        .map((target) => ({ file: path, line: index + 1, rule: 'link', todo: `${target} is not there` })),
    ),
  );
}
