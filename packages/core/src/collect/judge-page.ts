import type { Source, SourcePage } from '../contracts/source.js';
import { SourceError } from '../errors/source-error.js';
import type { Article } from '../model/article.js';
import { compareText } from '../text/compare-text.js';
import type { PageToStore } from './collection-types.js';
import { type JudgeContext, type JudgedPage, judgeItems } from './judge-items.js';
import { toQuarantine } from './quarantine.js';

export interface PageJudgeContext extends Omit<JudgeContext, 'source' | 'asked' | 'isUnfiltered'> {
  readonly source: Pick<Source, 'name' | 'capabilities'>;
  readonly runId: string;
}

export interface PageVerdict {
  readonly judged: JudgedPage;
  /** What of it is stored, oldest first. */
  readonly batch: PageToStore;
  /** Set when no item of the page can be read: the source changed its format. */
  readonly rubbish: SourceError | null;
}

/** What a page brings, and whether it is one at all. */
export function judgePage(page: SourcePage, context: PageJudgeContext): PageVerdict {
  const { source, runId, now } = context;
  const { isUnfiltered = false } = source.capabilities;
  const judged = judgeItems(page.items, { ...context, source: source.name, isUnfiltered, asked: page.asked });
  const batch = {
    articles: judged.accepted.map(({ article }) => article).sort(byTimeAndId),
    quarantine: judged.malformed.map((item) => toQuarantine(item, source.name, runId, now)),
  };
  const isRubbish = page.items.length > 0 && judged.malformed.length === page.items.length;
  return { judged, batch, rubbish: isRubbish ? rubbishError(source, judged) : null };
}

/** The order in which articles are stored: by time of publication, at one time by the source's id, what has none first. */
export function byTimeAndId(left: Article, right: Article): number {
  if (left.publishedAt !== right.publishedAt) return left.publishedAt - right.publishedAt;
  return compareText(left.sourceId ?? '', right.sourceId ?? '');
}

function rubbishError({ name }: Pick<Source, 'name'>, { malformed }: JudgedPage): SourceError {
  const reason = malformed[0]?.reason ?? '';
  return new SourceError(
    'MALFORMED_RESPONSE',
    `none of the ${malformed.length} items that ${name} sent can be read (${reason})`,
    {
      source: name,
      hint: 'look at them: ingest events --rejected',
    },
  );
}
