// Moves the system clock of the process by INGEST_TEST_CLOCK_AHEAD_MS milliseconds; monotonic time goes on as it was.
const RealDate = Date;
const ahead = Number(process.env.INGEST_TEST_CLOCK_AHEAD_MS);

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + ahead);
    else super(...args);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
