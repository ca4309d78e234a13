import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarms } from '../src/cloudwatch/alarms.js';
import { published } from '../src/cloudwatch/published.js';

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');
const runbook = page('runbook');
const sections = runbook.split(/^##+ /m).slice(1);
const onAws = [
  ...sections.flatMap((text) => text.split('**On AWS.**').slice(1)),
  sections.slice(sections.findIndex((text) => text.startsWith('On AWS'))).join('\n'),
].join('\n');

/** What a metric is called that is none of ours: of Lambda, and of CloudWatch about its own lines. */
const ofAws = ['Errors', 'Duration', 'Invocations', 'Throttles', 'EMFParsingErrors', 'EMFValidationErrors'];

describe('the runbook on AWS', () => {
  it('asks the logs for events that there are', () => {
    const events = [...page('events').matchAll(/^## `([\w:]+)`$/gm)].map(([, name]) => name);
    const asked = [...onAws.matchAll(/msg = "([^"]+)"/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(5);
    for (const name of asked) expect([...events, 'trouble']).toContain(name);
  });

  it('names metrics that are published', () => {
    const named = [...onAws.matchAll(/`([A-Z][a-z]+[A-Z]?\w*|EMF\w+)`/g)].map(([, name]) => name);
    expect(named).toContain('Heartbeat');
    for (const name of named)
      expect([...Object.keys(published), ...ofAws, 'AuthorizationError', 'KMSAccessDenied']).toContain(name);
  });

  it('names every alarm beside the alert that goes with it', () => {
    const rows = [...onAws.matchAll(/^\| \[`([\w-]+)`\]\(#([\w-]+)\) \|/gm)].map(([, name, section]) => [
      name,
      section,
    ]);
    expect(rows).toEqual(
      Object.entries(alarms).map(([name, { runbook: section }]) => [name, section.replace('docs/runbook.md#', '')]),
    );
  });
});
