import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cliPage, readHelp } from './cli-page.mjs';
import { configPage } from './config-page.mjs';
import { errorsPage } from './errors-page.mjs';
import { eventsPage } from './events-page.mjs';
import { metricsPage } from './metrics-page.mjs';
import { modelSchemas, schemaText } from './schemas.mjs';

const events = 'packages/core/src/events.ts';

/** Every file that is made from code, by path, and the names that the docs must know. Reads the built packages. */
export async function generatedFiles(root) {
  const built = (name) => import(pathToFileURL(join(root, 'packages', name, 'dist/index.js')).href);
  const [core, adapters] = [await built('core'), await built('adapters')];
  const help = readHelp(join(root, 'packages/cli/bin/ingest.js'));
  const settings = core.settingsJsonSchema();
  const schemas = await modelSchemas(root, core);
  const onAws = (name) => JSON.parse(readFileSync(join(root, 'deploy/aws/generated', name), 'utf8'));
  const cloudwatch = { published: onAws('metrics.json'), alarms: onAws('alarms.json') };
  return {
    files: {
      'docs/cli.md': cliPage(help),
      'docs/config.md': configPage(settings, adapters.builtInSources),
      'docs/errors.md': errorsPage(core.dispositions),
      'docs/events.md': eventsPage(events, readFileSync(join(root, events), 'utf8')),
      'docs/metrics.md': metricsPage(core.metrics, cloudwatch),
      'packages/cli/schema/ingest.config.json': schemaText(settings),
      ...Object.fromEntries(
        schemas.map(([name, schema]) => [`packages/core/schemas/${name}.json`, schemaText(schema)]),
      ),
    },
    commands: help.map(({ command }) => command),
    codes: Object.keys(core.dispositions),
  };
}
