/**
 * Of all data of version 1 that an opinion depends on: lists, weights and calibration; SHA-256 in lower-case hex. Written here, so that
 * nobody loads the lists to name it; a test computes it anew. A changed list is a new version of the scorer.
 */
export const lexiconHash = 'b42579f4e4054bda010c2ee0cefd0023378faf597e7d47d4607f235f9ecacedd';
