/**
 * Of all data of version 1 that an opinion depends on: lists, weights and calibration; SHA-256 in lower-case hex. Written here, so that
 * nobody loads the lists to name it; a test computes it anew. A changed list is a new version of the scorer.
 */
export const lexiconHash = '764d80d6b650884bcf9670929bb148c182e073e4f220698bea4299bb3345524e';
