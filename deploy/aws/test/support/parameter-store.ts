/** Parameter Store as far as functions read it; a name that begins with the reference path is read from Secrets Manager by it. */
export function parameterStore() {
  const values = new Map<string, string>();
  return {
    values,
    /** Answers a call of SSM: status and body. */
    answer(operation: string, { Names = [], WithDecryption }: { Names?: readonly string[]; WithDecryption?: boolean }) {
      if (operation !== 'GetParameters')
        return { status: 400, body: { __type: 'UnknownOperationException', message: operation } };
      const found = Names.filter((name) => values.has(name));
      const Parameters = found.map((Name) => ({
        Name,
        Type: 'SecureString',
        // What is kept encrypted comes so when nobody asks for it in clear.
        Value: WithDecryption === true ? values.get(Name) : 'AQICAHh-encrypted',
        Version: 1,
      }));
      return { status: 200, body: { Parameters, InvalidParameters: Names.filter((name) => !values.has(name)) } };
    },
  };
}

export type ParameterStore = ReturnType<typeof parameterStore>;
