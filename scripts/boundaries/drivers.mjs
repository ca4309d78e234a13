import { posix } from 'node:path';

/** The rooms that may name their driver in a static import; everything else reaches the room by `import()`. */
const rooms = {
  '@aws-sdk/client-dynamodb': 'packages/storage/src/dynamodb/',
  'better-sqlite3': 'packages/storage/src/sqlite/',
  pg: 'packages/storage/src/postgres/',
  'pg-boss': 'packages/cli/src/worker/',
  '@aws-sdk/client-sns': 'packages/adapters/src/sinks/sns/',
  '@nats-io/jetstream': 'packages/adapters/src/sinks/nats/',
  '@nats-io/transport-node': 'packages/adapters/src/sinks/nats/',
  '@redis/client': 'packages/adapters/src/sinks/redis/',
};

/** Optional peers that are loaded before anyone chose them: they may not be installed. */
export function driverFindings(packages) {
  return packages.flatMap(({ folder, manifest, files }) => {
    const meta = Object.entries(manifest.peerDependenciesMeta ?? {});
    return meta.flatMap(([driver, { optional }]) => {
      if (!optional) return [];
      if (rooms[driver] === undefined) {
        const todo = `name the room of ${driver} in scripts/boundaries/drivers.mjs`;
        return [{ file: posix.join(folder, 'package.json'), line: 1, rule: 'driver', todo }];
      }
      const outside = files.filter(({ path }) => !path.startsWith(rooms[driver]));
      return outside.flatMap((file) =>
        file.imports
          .filter(({ kind, specifier }) => kind === 'static' && loads(specifier, driver))
          .map(({ line }) => ({
            file: file.path,
            line,
            rule: 'driver',
            todo: `load ${driver} with import() once it is chosen: it may be missing`,
          })),
      );
    });
  });
}

/** The driver itself, a file of it, or an entry made for it such as `drizzle-orm/better-sqlite3`. */
function loads(specifier, driver) {
  return specifier === driver || specifier.startsWith(`${driver}/`) || specifier.endsWith(`/${driver}`);
}
