import { describe, expect, it } from 'vitest';
import { systemdUnits } from '../../src/systemd/units.js';

const facts = { node: '/usr/bin/node', bin: '/opt/ingest/bin/ingest.js', directory: '/srv/news', user: 'news' };
const watchUnit = (changes = {}) => systemdUnits({ ...facts, ...changes })['ingest.service'] ?? '';

describe('systemdUnits', () => {
  it('starts watch as the user, in the directory, which alone may be written', () => {
    expect(watchUnit().split('\n')).toEqual(
      expect.arrayContaining([
        'ExecStart="/usr/bin/node" "/opt/ingest/bin/ingest.js" watch $INGEST_WATCH_FLAGS',
        'User=news',
        'WorkingDirectory=/srv/news',
        'ReadWritePaths="/srv/news"',
        'ProtectSystem=strict',
        'ProtectHome=yes',
        'PrivateTmp=yes',
      ]),
    );
  });

  it('starts it again after a failure, not for a wrong configuration, and knows the codes of an orderly end', () => {
    expect(watchUnit()).toMatch(/^Restart=on-failure$/m);
    expect(watchUnit()).toMatch(/^RestartPreventExitStatus=2$/m);
    expect(watchUnit()).toMatch(/^SuccessExitStatus=143 130$/m);
    expect(watchUnit()).toMatch(/^TimeoutStopSec=15$/m);
  });

  it('lets V8 ask for memory keys, and lets what is not allowed fail instead of killing the process', () => {
    expect(watchUnit()).toMatch(/^SystemCallFilter=@system-service @pkey$/m);
    expect(watchUnit()).toMatch(/^SystemCallErrorNumber=EPERM$/m);
    expect(watchUnit()).not.toContain('MemoryDenyWriteExecute');
  });

  it('starts a worker of a fleet as it starts watch', () => {
    const worker = systemdUnits(facts)['ingest-worker.service'] ?? '';
    expect(worker).toContain('ExecStart="/usr/bin/node" "/opt/ingest/bin/ingest.js" worker $INGEST_WORKER_FLAGS\n');
    expect(worker.replaceAll('worker', 'watch').replaceAll('WORKER', 'WATCH')).toBe(watchUnit());
  });

  it('has a timer for single runs', () => {
    const units = systemdUnits(facts);
    expect(units['ingest-run.service']).toContain(
      'ExecStart="/usr/bin/node" "/opt/ingest/bin/ingest.js" run --quiet\n',
    );
    expect(units['ingest-run.timer']).toMatch(/^OnCalendar=hourly$/m);
  });

  it.each(['/home/ann/news', '/root', '/run/user/1000/news'])('leaves %s readable', (directory) => {
    expect(watchUnit({ directory })).toMatch(/^ProtectHome=read-only$/m);
  });

  it('leaves a Node readable that is in a home', () => {
    expect(watchUnit({ node: '/home/ann/.nvm/node' })).toMatch(/^ProtectHome=read-only$/m);
    expect(watchUnit({ node: '/homework/node' })).toMatch(/^ProtectHome=yes$/m);
  });

  it('keeps the directory for temporary files that it works in', () => {
    expect(watchUnit({ directory: '/tmp/news' })).toMatch(/^PrivateTmp=no$/m);
  });

  it('writes a per cent sign so that it stays one', () => {
    expect(watchUnit({ directory: '/srv/100% news' })).toMatch(/^WorkingDirectory=\/srv\/100%% news$/m);
  });

  it.each(['/srv/a"b', "/srv/a'b", '/srv/a\\b', '/srv/$HOME', '/srv/a\nUser=root'])('refuses %j', (directory) => {
    expect(() => systemdUnits({ ...facts, directory })).toThrow('cannot be named in a unit of systemd');
  });
});
