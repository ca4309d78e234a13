/** Statuses of refusals that pass by themselves: the receiver may take it later (RFC 9110, RFC 8470, RFC 6585). */
export const laterStatuses: readonly number[] = [408, 409, 425, 429];
