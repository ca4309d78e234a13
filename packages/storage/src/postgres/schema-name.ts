/** The schema of a store where none is chosen, and in the migrations. */
export const defaultSchema = 'ingest';
