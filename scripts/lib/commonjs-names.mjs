import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const namespace = 'commonjs-names';

/**
 * A plugin for esbuild. Where a program says `const { pino } = await import('pino')` and pino is CommonJS, Node gives the name
 * and esbuild's bundle only `default`. This makes the bundle do as Node does, so that code that passed its tests from source
 * means the same when it is built.
 */
export const commonJsNames = {
  name: namespace,
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === namespace) return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: namespace });
      return found.errors.length > 0 || found.external || !isCommonJs(found.path)
        ? undefined
        : { path: found.path, namespace };
    });
    build.onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys(await import(pathToFileURL(path).href)).filter(isPlainName);
      const whole = `const whole = require(${JSON.stringify(path)});\nexport default whole;\n`;
      return { contents: `${whole}export const { ${names.join(', ')} } = whole;\n`, resolveDir: dirname(path) };
    });
  },
};

const isPlainName = (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default';

/**
 * By Node's rule: the extension, else the `type` of the nearest package.json. What that calls its `module` is for bundlers alone,
 * and an ES module whatever Node would take it for.
 */
function isCommonJs(path) {
  if (path.endsWith('.cjs')) return true;
  if (!path.endsWith('.js')) return false;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { type, module = '' } = JSON.parse(readFileSync(manifest, 'utf8'));
    return type !== 'module' && path !== join(folder, module);
  }
  return true;
}
