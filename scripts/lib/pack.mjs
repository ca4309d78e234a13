import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';
import { packageNames } from './root.mjs';

/** Packs the built packages as they would be published. Returns their tarballs by package name. */
export function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const { status, stdout, stderr } = pnpm(
    ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder],
    {
      stdio: 'pipe',
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`pnpm pack ended with ${status}\n${stdout}${stderr}`);
  const tarballs = readdirSync(folder);
  return Object.fromEntries(
    packageNames.map((name) => {
      const tarball = tarballs.find((file) => file.startsWith(`ingest-${name}-`));
      if (tarball === undefined) throw new Error(`pnpm pack made no tarball of packages/${name}`);
      return [name, join(folder, tarball)];
    }),
  );
}
