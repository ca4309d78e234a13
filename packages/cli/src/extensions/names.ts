/** Whether a text names a module by its place, and not a package by its name. */
export function isPath(use: string): boolean {
  return /^(?:\.{1,2}\/|\/|file:)/.test(use);
}

/** Whether the text of the setting `store` names a module: the path of one, or a package in a scope. All else is a url or a file of SQLite. */
export function isStoreModule(text: string): boolean {
  return (isPath(text) && /\.[cm]?[jt]s$/.test(text)) || /^@[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?$/.test(text);
}
