export interface DrainOptions {
  readonly [key: string]: unknown;
}
export async function drain(_options: DrainOptions): Promise<{ delivered: number }> {
  return { delivered: 0 };
}
