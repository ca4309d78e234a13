// Writes the files of generated/ that Terraform and the docs read, or checks that they still agree with the code.
//   --write   makes them anew        --check   names those that differ
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [here('src/generated-files.ts')],
  conditions: ['@ingest/source'],
  mainFields: ['module', 'main'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const { generatedFiles } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const files = Object.entries(generatedFiles());
if (process.argv.includes('--write')) {
  mkdirSync(here('generated'), { recursive: true });
  for (const [name, text] of files) writeFileSync(here(`generated/${name}`), text);
} else {
  const stale = files.filter(([name, text]) => textOf(name) !== text).map(([name]) => name);
  for (const name of stale)
    console.error(`deploy/aws/generated/${name} differs from the code; run: node deploy/aws/generate.mjs --write`);
  process.exitCode = stale.length > 0 ? 1 : 0;
}

function textOf(name) {
  try {
    return readFileSync(here(`generated/${name}`), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
