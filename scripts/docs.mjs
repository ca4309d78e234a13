// Writes the pages and JSON Schemas that are made from code, or checks that they still agree with it.
//   --write   makes them anew        --check   names what differs, and every command, code and subpath that no page names
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { driftFindings } from './docs/drift.mjs';
import { generatedFiles } from './docs/generated.mjs';
import { linkFindings } from './docs/links.mjs';
import { unnamedFindings } from './docs/named.mjs';
import { reportFindings } from './lib/findings.mjs';
import { root } from './lib/root.mjs';

const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const { files, commands, codes } = await generatedFiles(root);
if (process.argv.includes('--write')) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
} else {
  reportFindings([...driftFindings(root, files), ...unnamedFindings(root, { commands, codes }), ...linkFindings(root)]);
}
