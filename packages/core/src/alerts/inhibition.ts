import type { Incident } from '../contracts/incidents.js';
import type { AlertKind } from '../model/alert.js';

type Subject = Pick<Incident, 'kind' | 'source'>;

/** Which kinds say nothing while another one does: `all`: one about all sources; `same`: one about the same source. */
const inhibitors: Readonly<
  Partial<Record<AlertKind, readonly { readonly kind: AlertKind; readonly of: 'all' | 'same' }[]>>
> = {
  SOURCE_DEGRADED: [
    { kind: 'COLLECTION_FAILURES', of: 'all' },
    { kind: 'AUTH_FAILED', of: 'same' },
  ],
  AUTH_FAILED: [{ kind: 'COLLECTION_FAILURES', of: 'all' }],
  QUOTA_LOW: [{ kind: 'COLLECTION_FAILURES', of: 'all' }],
};

/** Whether people are told enough by another incident that is firing. */
export function isInhibited({ kind, source }: Subject, firing: readonly Subject[]): boolean {
  return (inhibitors[kind] ?? []).some((inhibitor) =>
    firing.some((other) => other.kind === inhibitor.kind && (inhibitor.of === 'all' || other.source === source)),
  );
}
