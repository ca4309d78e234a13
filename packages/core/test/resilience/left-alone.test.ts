import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { leftAlone } from '../../src/resilience/left-alone.js';

const until = Date.UTC(2026, 5, 4, 14, 5);
const source = scriptedSource({ name: 'tiingo', keyId: '9f86d081', answer: () => ({ hang: true }) });
const keyless = scriptedSource({ name: 'wire', answer: () => ({ hang: true }) });

it('says what failed, and until when nothing is sent', () => {
  expect(leftAlone(source, 'TIMEOUT', until)).toMatchObject({
    code: 'CIRCUIT_OPEN',
    source: 'tiingo',
    message: 'tiingo failed (TIMEOUT) and is left alone until 2026-06-04T14:05:00.000Z; nothing was sent',
    hint: 'nothing to do: it is probed again by itself; a changed key is asked at once',
  });
});

it('says what to do where the key or its plan was refused', () => {
  expect(leftAlone(source, 'AUTH_FAILED', until).hint).toBe('check TIINGO_API_KEY: a changed key is asked at once');
  expect(leftAlone(source, 'FORBIDDEN', until).hint).toMatch(/plan of TIINGO_API_KEY has no entitlement.*add it/);
  expect(leftAlone(keyless, 'AUTH_FAILED', until).hint).toMatch(/^check the key of wire/);
});
