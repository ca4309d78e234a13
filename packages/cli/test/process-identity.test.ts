import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processIdentity } from '../src/process-identity.js';

describe('processIdentity', () => {
  it('names this process, and knows that it runs', () => {
    const { owner, isGone } = processIdentity();
    expect(owner.holder).toContain(`pid ${process.pid}`);
    expect(isGone(owner)).toBe(false);
  });

  it('knows that a process ended, or that its id was given to another one', async () => {
    const { owner, isGone } = processIdentity();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isGone({ ...owner, pid: child.pid ?? 0 })).toBe(true);
    expect(isGone({ ...owner, processStart: '1' })).toBe(true);
  });

  it('never says so of a process of another boot, machine or container', () => {
    const { owner, isGone } = processIdentity();
    expect(isGone({ ...owner, bootId: 'other', pid: 999_999_999 })).toBe(false);
  });
});
