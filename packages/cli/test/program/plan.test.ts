import { expect, it } from 'vitest';
import { addPlan } from '../../src/program/plan.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addPlan);

it('takes tickers from the line or from a file, and asks for no store', async () => {
  expect(await parsed('plan', '--tickers', 'AAPL')).toHaveBeenCalledOnce();
  expect(await parsed('plan', '--tickers-from', 'tickers.txt')).toHaveBeenCalledOnce();
  await expect(parsed('plan', '--store', 'news.db')).rejects.toThrow("unknown option '--store'");
});
