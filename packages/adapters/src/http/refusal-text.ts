import { isRecord } from '../is-record.js';

/** Fields in which APIs say why they give nothing. */
const tellingField = /error|detail|message|msg|reason|information|note|fault|status/i;

/**
 * The words of a JSON refusal: a string, a list of nothing but strings, or the strings in the telling fields of an
 * object. Other fields are left alone: a headline may speak of rate limits too.
 */
export function refusalTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return isTextList(value) ? value : [];
  return isRecord(value) ? fieldTexts(value) : [];
}

/** A list that holds texts and nothing else: an error in disguise, never news. */
export function isTextList(value: readonly unknown[]): value is readonly string[] {
  return value.length > 0 && value.every((entry) => typeof entry === 'string');
}

function fieldTexts(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(record).flatMap(([field, value]) => (tellingField.test(field) ? innerTexts(value) : []));
}

/** One level further down is as deep as `{"error":{"message":"…"}}` goes. */
function innerTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string');
  return isRecord(value) ? Object.values(value).filter((entry) => typeof entry === 'string') : [];
}
