import { IngestError, type Store } from '@ingest/core';
import { dynamoUrlForm, parseDynamoUrl } from './dynamodb/url.js';
import { parsePostgresUrl, postgresUrlForm, withoutPassword } from './postgres/url.js';

/** What a store url says. */
export type StoreUrl =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'dynamodb'; readonly url: string }
  | { readonly kind: 'memory' };

/** The stores that a url can name, with the form of each. */
export const builtInStores = {
  sqlite: 'sqlite:news.db, sqlite:///var/lib/news.db, or the path of a file',
  postgres: postgresUrlForm,
  dynamodb: dynamoUrlForm,
  memory: 'memory:',
} as const;

/** `sqlite:` and a path, a path alone, `postgres://…`, `dynamodb://…`, or `memory:`. CONFIG_INVALID for anything else. */
export function parseStoreUrl(text: string): StoreUrl {
  const url = text.trim();
  // One letter before the colon is a drive, not a scheme.
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(url) ?? [];
  if (scheme === undefined && url !== '' && url !== ':memory:') return { kind: 'sqlite', path: url };
  switch (scheme?.toLowerCase()) {
    case 'memory':
      if (rest === '') return { kind: 'memory' };
      break;
    case 'postgres':
    case 'postgresql':
      parsePostgresUrl(url);
      return { kind: 'postgres', url };
    case 'dynamodb':
      parseDynamoUrl(url);
      return { kind: 'dynamodb', url };
    case 'sqlite': {
      // Parameters would be taken for a part of the file's name.
      if (rest.includes('?')) throw withParameters();
      const path = rest.startsWith('//') ? rest.slice(2) : rest;
      // Between two and three slashes stands the name of a host, and a file has none.
      const hasHost = rest.startsWith('//') && !path.startsWith('/');
      if (path !== '' && path !== ':memory:' && !hasHost) return { kind: 'sqlite', path };
      break;
    }
  }
  // The rest of a url may hold a password: only the scheme is repeated.
  const named =
    scheme === undefined
      ? url === ''
        ? 'an empty text'
        : JSON.stringify(url)
      : `a url that begins with ${JSON.stringify(`${scheme}:`)}`;
  throw new IngestError('CONFIG_INVALID', `store: ${named} names no store`, {
    hint: `expected ${Object.values(builtInStores).join(', or ')}`,
  });
}

function withParameters(): IngestError {
  return new IngestError(
    'CONFIG_INVALID',
    'store: a url of a file takes no parameters, and this one has a question mark',
    { hint: `expected ${builtInStores.sqlite} (in a path alone a question mark may be)` },
  );
}

/** The url of a store for people: as it was written, but for a password in it. CONFIG_INVALID when it names no store. */
export function shownStoreUrl(url: string): string {
  const parsed = parseStoreUrl(url);
  return parsed.kind === 'postgres' ? withoutPassword(parsed.url) : url;
}

/** The store that a url names, not opened yet. Loads the backend that was chosen, and no other. */
export async function createStore(url: string): Promise<Store> {
  const parsed = parseStoreUrl(url);
  switch (parsed.kind) {
    case 'sqlite': {
      const { createSqliteStore } = await import('./sqlite/index.js');
      return createSqliteStore({ path: parsed.path });
    }
    case 'postgres': {
      const { createPostgresStore } = await import('./postgres/index.js');
      return createPostgresStore({ url: parsed.url });
    }
    case 'dynamodb': {
      const { createDynamoStore } = await import('./dynamodb/index.js');
      return createDynamoStore({ url: parsed.url });
    }
    case 'memory': {
      const { createMemoryStore } = await import('./memory/index.js');
      return createMemoryStore();
    }
    default:
      return parsed satisfies never;
  }
}
