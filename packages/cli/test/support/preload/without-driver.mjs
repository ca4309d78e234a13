// The driver of the store is not installed: whoever imports it is told so, as Node tells it.
import { register } from 'node:module';

const hooks = `
export async function resolve(specifier, context, next) {
  if (specifier !== 'better-sqlite3') return next(specifier, context);
  const error = new Error("Cannot find package 'better-sqlite3' imported from " + context.parentURL);
  throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
