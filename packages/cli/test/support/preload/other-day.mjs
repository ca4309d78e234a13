// Moves the system clock of the process three years and a bit ahead.
const RealDate = Date;
const ahead = 1_000 * 86_400_000 + 12_345_678;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + ahead);
    else super(...args);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
