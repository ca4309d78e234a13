// A driver is not installed, that of the store or the one in WITHOUT_DRIVER: whoever imports it is told so, as Node tells it.
import { register } from 'node:module';

const driver = process.env.WITHOUT_DRIVER ?? 'better-sqlite3';
const hooks = `
export async function resolve(specifier, context, next) {
  if (specifier !== '${driver}') return next(specifier, context);
  const error = new Error("Cannot find package '${driver}' imported from " + context.parentURL);
  throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
