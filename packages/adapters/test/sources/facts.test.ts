import { describe, expect, test } from 'vitest';
import { type SourceFacts, sourceFacts } from '../../src/sources/facts.js';

describe.each(Object.entries(sourceFacts))('facts of %s', (key, facts) => {
  test('are found under its name, and its variables begin with it', () => {
    expect(facts.name).toBe(key);
    expect([`${key.toUpperCase()}_API_KEY`, null]).toContain(facts.keyVariable);
    expect([`${key.toUpperCase()}_BASE_URL`, null]).toContain(facts.baseUrlVariable);
  });

  test('have an address to which paths can be added, or leave it to the options', () => {
    expect(facts.defaultBaseUrl === null).toBe(facts.baseUrlVariable === null);
    if (facts.defaultBaseUrl === null) return;
    const url = new URL(facts.defaultBaseUrl);
    expect(url.protocol).toBe('https:');
    expect(facts.defaultBaseUrl).toMatch(/[^/]$/);
    expect(url.search + url.hash + url.username).toBe('');
  });

  test('limit tickers only on plans that there are', () => {
    const { plans, tickersAMonth = {} }: SourceFacts = facts;
    for (const plan of Object.keys(tickersAMonth)) expect(plans).toHaveProperty(plan);
  });
});
