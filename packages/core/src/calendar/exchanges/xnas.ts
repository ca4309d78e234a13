import type { Exchange } from '../exchange.js';
import { xnys } from './xnys.js';

/**
 * Nasdaq, equities: the days and hours of the New York Stock Exchange (Nasdaq Equity 1, Section 1(a)(9) and Equity 4, Rule
 * 4617; https://www.nasdaqtrader.com/Trader.aspx?id=Calendar).
 */
export const xnas: Exchange = { ...xnys, title: 'Nasdaq' };
