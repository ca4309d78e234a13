import { createRequire } from 'node:module';

interface Hcl {
  /** The blocks of a file, as the parser of Terraform sees them. Rejects with where the text is no HCL. */
  parse(name: string, text: string): Promise<Record<string, unknown>>;
  /** The references in one expression; those in the body of a loop are not among them. */
  getReferencesInExpression(name: string, expression: string): Promise<readonly { readonly value: string }[]>;
}

const require = createRequire(import.meta.url);

/** Terraform's own parser. Its types would bring those of a browser into every file. */
export const hcl = require('@cdktn/hcl2json') as Hcl;
