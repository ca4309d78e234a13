import { readFileSync } from 'node:fs';
import { IngestError, toError } from '@ingest/core';
import type { Document } from 'yaml';
import { firstLine } from '../first-line.js';

/** A configuration file as data, with the place of each setting for messages. */
export interface ConfigFile {
  readonly path: string;
  readonly data: Record<string, unknown>;
  /** `path:line:column` of a setting, or of the nearest one above it. */
  placeOf(setting: readonly PropertyKey[]): string;
}

/** Reads YAML or JSON (a part of YAML). Rejects with CONFIG_INVALID that names line and column. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  return readConfigText(path, readText(path));
}

/** The same of a text that is at hand; `path` is what messages call it. */
export async function readConfigText(path: string, text: string): Promise<ConfigFile> {
  const { isMap, isNode, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const why = error.code === 'MULTIPLE_DOCS' ? 'a second document begins here' : firstLine(error.message);
    throw notReadable(path, `${path}:${line}:${col}`, why);
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw new IngestError('CONFIG_INVALID', `${path}:1:1  expected settings by name, such as "tickers: [AAPL]"`);
  }
  return {
    path,
    data: toData(path, document),
    placeOf(setting) {
      for (let depth = setting.length; depth > 0; depth -= 1) {
        const node = document.getIn(setting.slice(0, depth), true);
        if (!isNode(node) || !node.range) continue;
        const { line, col } = lines.linePos(node.range[0]);
        return `${path}:${line}:${col}`;
      }
      return path;
    },
  };
}

/** Aliases are followed only here: they may be of nothing, or multiply without bound. */
function toData(path: string, document: Document.Parsed): Record<string, unknown> {
  try {
    return (document.toJS() ?? {}) as Record<string, unknown>;
  } catch (error) {
    const { message } = toError(error);
    const why = message.startsWith('Excessive alias count')
      ? 'its aliases (*name) come to too much'
      : firstLine(message);
    throw notReadable(path, path, why);
  }
}

function notReadable(path: string, place: string, why: string): IngestError {
  return new IngestError('CONFIG_INVALID', `${place}  not readable: ${why}`, {
    hint: path.endsWith('.json') ? 'expected JSON' : 'expected one document of YAML; `ingest init` writes an example',
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new IngestError('CONFIG_INVALID', `${path} cannot be read (${code})`, {
      hint: code === 'ENOENT' ? 'check --config, or run: ingest init' : 'give this user the right to read it',
    });
  }
}
