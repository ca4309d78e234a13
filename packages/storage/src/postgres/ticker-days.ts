/**
 * SQL of a table `days(day)`: the days on which stories stand in `story_tickers`, between two days. It jumps from day to day,
 * so that stories of one ticker are found by a few seeks although the table is led by the day.
 */
export function tickerDays(at: string, firstDay: string, lastDay: string): string {
  return `WITH RECURSIVE days(day) AS (
    SELECT min(day) FROM ${at}story_tickers WHERE day BETWEEN ${firstDay} AND ${lastDay}
    UNION ALL
    SELECT (SELECT min(day) FROM ${at}story_tickers WHERE day > days.day AND day <= ${lastDay})
    FROM days WHERE days.day IS NOT NULL
  )`;
}
