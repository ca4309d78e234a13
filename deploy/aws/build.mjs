// Builds the functions: one bundle and one zip each, with all that they need inside. The same sources give the same bytes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import { commonJsNames } from '../../scripts/lib/commonjs-names.mjs';
import { licenseText } from '../../scripts/lib/licenses.mjs';
import { root } from '../../scripts/lib/root.mjs';

const names = ['scheduler', 'worker'];

/** What these functions bring along of the packages that others may or may not have installed. */
const bundledDrivers = ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sns'];

/** A zip keeps a time for each file; this one is before any clock that a build may have. */
const mtime = new Date(1980, 0, 1);

/** Builds into a folder. Answers with what was made, by function. */
export async function buildFunctions(dist) {
  rmSync(dist, { recursive: true, force: true });
  const built = [];
  for (const name of names) built.push(await buildFunction(name, dist));
  return built;
}

async function buildFunction(name, dist) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [name]: `deploy/aws/src/${name}.ts` },
    outdir: join(dist, name),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    splitting: true,
    minify: true,
    metafile: true,
    legalComments: 'none',
    outExtension: { '.js': '.mjs' },
    // From the sources, so that what a function does not use is left out.
    conditions: ['@ingest/source'],
    // Of a package that has both, the form of which the unused parts can be left out.
    mainFields: ['module', 'main'],
    external: absentDrivers(),
    plugins: [commonJsNames, otherStores],
    // CommonJS dependencies keep calling `require` for Node's own modules; an ES module has none unless it makes one.
    banner: {
      js: "import{createRequire as ingestCreateRequire}from'node:module';const require=ingestCreateRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  const files = Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const licenses = licenseText(root, Object.keys(metafile.inputs));
  files['licenses.txt'] = new TextEncoder().encode(licenses);
  const sorted = Object.fromEntries(Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1)));
  mkdirSync(join(dist, name), { recursive: true });
  for (const [file, contents] of Object.entries(sorted)) writeFileSync(join(dist, name, file), contents);
  const zip = zipSync(sorted, { level: 9, mtime });
  const path = join(dist, `${name}.zip`);
  writeFileSync(path, zip);
  const bytes = Object.values(sorted).reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { name, path, zipBytes: zip.byteLength, bytes, metafile };
}

/** A function has a table, which its environment is checked for: the other stores would be a third of its bytes. */
const otherStores = {
  name: 'other-stores',
  setup(build) {
    build.onResolve({ filter: /^\.\/(?:sqlite|postgres|memory)\/index\.js$/ }, ({ path, importer }) =>
      importer.endsWith('/storage/src/open-store.ts') ? { path, namespace: 'other-stores' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'other-stores' }, () => ({
      contents: "throw new Error('the functions on AWS hold no other store than DynamoDB');",
    }));
  },
};

/** Drivers of stores and sinks that a function does not bring: whoever chooses one is told by the code that looks for it. */
function absentDrivers() {
  return ['adapters', 'storage', 'cli']
    .flatMap((name) => {
      const { dependencies = {}, peerDependencies = {} } = JSON.parse(
        readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'),
      );
      return [...Object.keys(peerDependencies), ...Object.keys(dependencies).filter((one) => one === 'better-sqlite3')];
    })
    .filter((driver) => !bundledDrivers.includes(driver));
}

if (process.argv[1] === import.meta.filename) {
  for (const { name, zipBytes, bytes } of await buildFunctions(join(import.meta.dirname, 'dist')))
    console.log(`${name}.zip: ${Math.ceil(zipBytes / 1024)} kB, ${Math.ceil(bytes / 1024)} kB unpacked`);
}
