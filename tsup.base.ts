import type { Options } from 'tsup';

/** One build recipe for the published libraries: ESM with shared chunks, so that a class exists once across subpaths. */
export function library(entry: Record<string, string>): Options {
  return {
    entry,
    format: 'esm',
    target: 'node20',
    splitting: true,
    sourcemap: false,
    clean: true,
    dts: process.env.INGEST_BUILD_TYPES !== '0',
  };
}
