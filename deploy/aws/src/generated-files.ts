import { alarms } from './cloudwatch/alarms.js';
import { dashboard } from './cloudwatch/dashboard.js';
import { published } from './cloudwatch/published.js';
import { policyOf } from './permissions/policy.js';
import { roleNames } from './permissions/resources.js';

/** Every file in generated/ by its name, for Terraform and the docs to read. `generate.mjs` writes them. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    'alarms.json': jsonText(alarms),
    'dashboard.json': jsonText(dashboard),
    'metrics.json': jsonText(published),
    ...Object.fromEntries(roleNames.map((role) => [`${role}-policy.json`, jsonText(policyOf(role))])),
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
