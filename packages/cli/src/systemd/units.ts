import { IngestError } from '@ingest/core';

export interface UnitFacts {
  /** Absolute, as are the others. */
  readonly node: string;
  readonly bin: string;
  /** Where the configuration and the store are. */
  readonly directory: string;
  readonly user: string;
}

/**
 * Unit files by name: `ingest.service` for `watch`, the timer and the service of single runs, or `ingest-worker.service` for one of a
 * fleet. One of the three is enough.
 */
export function systemdUnits(facts: UnitFacts): Readonly<Record<string, string>> {
  for (const path of [facts.node, facts.bin, facts.directory]) assertPlain(path);
  return {
    'ingest.service': lastingService(facts, 'watch'),
    'ingest-worker.service': lastingService(facts, 'worker'),
    'ingest-run.service': runService(facts),
    'ingest-run.timer': timer,
  };
}

/** What a unit file would take for something of its own. */
function assertPlain(path: string): void {
  if (!/["'\\$\p{Cc}]/u.test(path)) return;
  throw new IngestError('CONFIG_INVALID', `${JSON.stringify(path)} cannot be named in a unit of systemd`, {
    hint: 'use a path without quotes, backslashes, dollar signs and control characters',
  });
}

/** For what runs until it is stopped. */
function lastingService(facts: UnitFacts, work: 'watch' | 'worker'): string {
  const flags = `INGEST_${work.toUpperCase()}_FLAGS`;
  return `[Unit]
Description=Market news: ingest ${work}
Wants=network-online.target
After=network-online.target time-sync.target
# Started again and again it would only ask the sources again and again.
StartLimitIntervalSec=10min
StartLimitBurst=5

[Service]
Type=exec
# More flags, such as --http 127.0.0.1:8787, can stand in /etc/ingest/env: ${flags}=…
Environment=${flags}=
ExecStart=${command(facts)} ${work} $${flags}
Restart=on-failure
RestartSec=10
# A wrong configuration does not mend itself.
RestartPreventExitStatus=2
# Ended by SIGTERM or SIGINT: an orderly end, within 10 seconds.
SuccessExitStatus=143 130
TimeoutStopSec=15
${shared(facts)}
[Install]
WantedBy=multi-user.target
`;
}

function runService(facts: UnitFacts): string {
  return `[Unit]
Description=Market news: one ingest run
Wants=network-online.target
After=network-online.target time-sync.target

[Service]
Type=oneshot
ExecStart=${command(facts)} run --quiet
SuccessExitStatus=143 130
TimeoutStartSec=15min
TimeoutStopSec=15
${shared(facts)}`;
}

const timer = `[Unit]
Description=Market news: when to run ingest

[Timer]
# Every 5 minutes around the regular session of New York, on its own clock, and hourly outside of it.
OnCalendar=Mon..Fri *-*-* 09..16:00/5:00 America/New_York
OnCalendar=hourly
AccuracySec=1s
# After the machine slept or was off: one run at once.
Persistent=true

[Install]
WantedBy=timers.target
`;

/** Who it runs as, where, and what it may do: read the system, write its own directory, speak to the network. */
function shared({ node, bin, directory, user }: UnitFacts): string {
  const isBelow = (...roots: string[]) =>
    [node, bin, directory].some((path) => roots.some((root) => path === root || path.startsWith(`${root}/`)));
  return `User=${user}
WorkingDirectory=${escaped(directory)}
# Keys, as NAME=value; a file .env beside the configuration is read as well.
EnvironmentFile=-/etc/ingest/env
UMask=0077

# Whatever it writes is below: the store, recordings, files of sinks. More paths are separated by blanks.
ReadWritePaths="${escaped(directory)}"
ProtectSystem=strict
ProtectHome=${isBelow('/home', '/root', '/run/user') ? 'read-only' : 'yes'}
PrivateTmp=${isBelow('/tmp', '/var/tmp') ? 'no' : 'yes'}
PrivateDevices=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
LockPersonality=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service @pkey
# What is not allowed fails; it does not kill.
SystemCallErrorNumber=EPERM
`;
}

function command({ node, bin }: UnitFacts): string {
  return `"${escaped(node)}" "${escaped(bin)}"`;
}

/** A per cent sign begins a specifier. */
function escaped(path: string): string {
  return path.replaceAll('%', '%%');
}
