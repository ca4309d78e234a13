import type { Edit } from './configuration.js';

/** The files with one part of one of them replaced, or left out. Throws where that part is not there. */
export function edited(path: string, part: string, by = ''): Edit {
  return (at, text) => {
    if (at !== path) return text;
    if (!text.includes(part)) throw new TypeError(`${path} has no ${part}`);
    return text.replace(part, () => by);
  };
}
