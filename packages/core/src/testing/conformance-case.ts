/** One case of a conformance suite. Suites are lists of these and import no runner: `for (const c of cases) test(c.name, () => c.run(make))`. */
export interface ConformanceCase<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}
