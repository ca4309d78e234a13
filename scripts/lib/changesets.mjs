import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageNames } from './root.mjs';

/** Pending changesets that say nothing or name no package of ours, or that there is none although something changed. */
export function changesetFindings(root) {
  const pending = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
  if (pending.length === 0 && !isReleased(root)) {
    return [finding('.changeset', 'say what a user notices of this change: npx --no-install changeset add')];
  }
  return pending.flatMap((file) => {
    const [, head = '', text = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(root, `.changeset/${file}`)) ?? [];
    const named = [...head.matchAll(/^["']?(@[\w-]+\/[\w-]+)["']?: (?:major|minor|patch)$/gm)].map((match) => match[1]);
    const known = packageNames.map((name) => `@ingest/${name}`);
    if (named.length === 0 || !named.every((name) => known.includes(name))) {
      return [finding(`.changeset/${file}`, `name packages and bumps, of ${known.join(', ')}`)];
    }
    return text.trim() === '' ? [finding(`.changeset/${file}`, 'say what a user notices of this change')] : [];
  });
}

/** Every package's changelog has its version, and no source changed since the changelogs were written. */
function isReleased(root) {
  const logs = packageNames.map((name) => `packages/${name}/CHANGELOG.md`);
  const written = packageNames.every((name, index) => {
    const { version } = JSON.parse(read(root, `packages/${name}/package.json`));
    return existsSync(join(root, logs[index])) && read(root, logs[index]).includes(`\n## ${version}\n`);
  });
  if (!written) return false;
  const release = git(root, 'log', '-1', '--format=%H', '--', ...logs).stdout.trim();
  return (
    git(root, 'diff', '--quiet', release, '--', ...packageNames.map((name) => `packages/${name}/src`)).status === 0
  );
}

const finding = (file, todo) => ({ file, line: 1, rule: 'changeset', todo });
const read = (root, path) => readFileSync(join(root, path), 'utf8');
const git = (root, ...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
