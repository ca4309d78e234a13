import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { commonJsNames } from '../../scripts/lib/commonjs-names.mjs';
import { directImports } from '../../scripts/lib/direct-imports.mjs';
import { writeLicenses } from '../../scripts/lib/licenses.mjs';

/** Packages that the user may or may not have installed: imported when chosen, so they stay outside of the bundle. */
const drivers = ['adapters', 'storage', 'cli'].flatMap((name) => {
  const manifest = JSON.parse(readFileSync(new URL(`../${name}/package.json`, import.meta.url), 'utf8'));
  return Object.keys(manifest.peerDependencies ?? {});
});

const indexes = Object.fromEntries(
  ['core', 'adapters', 'storage'].map((name) => [
    `@ingest/${name}`,
    fileURLToPath(new URL(`../${name}/src/index.ts`, import.meta.url)),
  ]),
);

/** What brings luxon with it, and what few commands ask for. */
const isApart = (path: string) => path.startsWith('./calendar/');

/** The command in one folder: everything it needs but the drivers, in chunks, so that a command loads only its own code. */
export default defineConfig({
  entry: { bin: 'src/bin.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  sourcemap: false,
  clean: true,
  dts: false,
  esbuildPlugins: [commonJsNames, directImports(indexes, isApart)],
  metafile: true,
  onSuccess: async () => writeLicenses(import.meta.dirname),
  // From the sources of the other packages, so that what a command does not use is left out of its chunks.
  esbuildOptions: (options) => {
    options.conditions = ['@ingest/source'];
    // Half the bytes to parse at each start; names stay, for the traces of bugs.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
  },
  external: drivers,
  noExternal: [new RegExp(`^(?!(?:${drivers.join('|')})(?:/|$))`)],
  // CommonJS dependencies keep calling `require` for Node's own modules; an ES module has none unless it makes one.
  banner: {
    js: "import { createRequire as ingestCreateRequire } from 'node:module'; const require = ingestCreateRequire(import.meta.url);",
  },
});
