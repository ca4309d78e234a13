export { assess } from './alerts/assess.js';
export type { AlertFacts, MarketFacts, SinkFacts, SourceFacts } from './alerts/facts.js';
export { type FactSources, gatherFacts } from './alerts/gather-facts.js';
export { runbookOf } from './alerts/in-words.js';
export { type LocalIncidentsOptions, localIncidents } from './alerts/local-incidents.js';
export { type LoadMarketHours, type MarketHours, marketHours, type OpenHours } from './alerts/market-hours.js';
export { isMuted, type Mute, mute, mutedUntil, mutes, unmute } from './alerts/mutes.js';
export { nearlyUsedUp } from './alerts/rules/quota-low.js';
export { staleLimit } from './alerts/rules/stale-data.js';
export { type TestAlertOptions, testAlert, testIncidentId } from './alerts/test-alert.js';
export { toAlert } from './alerts/to-alert.js';
export type { Finding, Verdict } from './alerts/verdict.js';
export type { LocalDate } from './calendar/dates.js';
export { type EarlyClose, type ExchangeName, exchangeNames } from './calendar/exchange.js';
export { type MarketCalendar, type MarketPhase, marketCalendar, marketPhases } from './calendar/market-calendar.js';
export { intervalAt, latestSlot, nextSlot, type SlotSchedule } from './calendar/next-slot.js';
export type { InstantInput } from './calendar/read-instant.js';
export type { MarketSession } from './calendar/session-book.js';
export type { AnnouncedDays } from './calendar/sessions-of-year.js';
export type { TimeOfDay } from './calendar/time-of-day.js';
export { judgeStatement } from './collect/judge-sentiment.js';
export { type Batching, liveBatching, type PlannedBatch } from './collect/plan-batches.js';
export { parseDuration } from './config/duration.js';
export {
  namedSource,
  type ScheduleSettings,
  type SentimentSettings,
  type Settings,
  type SinkSettings,
  type SourceSettings,
  type StoreSettings,
  settings,
  settingsJsonSchema,
} from './config/schema.js';
export type { Cancel, Chance, Clock, Elapsed, EpochMs } from './contracts/clock.js';
export { millisecondsBetween } from './contracts/clock.js';
export type { Incident, IncidentChange, IncidentQuery, IncidentStore } from './contracts/incidents.js';
export { keptMs } from './contracts/kept.js';
export type { HeldLease, LeaseOwner, LeaseResult, LeaseStore, LeaseTerm, LeaseToken } from './contracts/leases.js';
export type {
  Delivery,
  DeliveryClaim,
  DeliveryQuery,
  DeliveryResult,
  DeliveryState,
  OutboxEntry,
  OutboxStore,
  SinkQueue,
  TakenDelivery,
  Term,
} from './contracts/outbox.js';
export { deliveryStates } from './contracts/outbox.js';
export {
  type EventQuery,
  type ItemQuery,
  type ReadStore,
  type SourceCollisions,
  shortestKeyStart,
} from './contracts/reading.js';
export type { Changed, Json, Register, RegisterStore } from './contracts/registers.js';
export { modelOf, type ScorableItem, type Scorer, type ScorerOpinion } from './contracts/scorer.js';
export type { DeliveryContext, Sink } from './contracts/sink.js';
export type {
  Candidate,
  CandidateSentiment,
  CandidateStatement,
  Cursor,
  LimitReading,
  PageContext,
  PageRequest,
  QuotaLimit,
  ReplayRules,
  Source,
  SourceCapabilities,
  SourceItem,
  SourcePage,
  TickerAggregate,
  Window,
} from './contracts/source.js';
export type {
  ArticleStore,
  MaintenanceStore,
  OpenOptions,
  PageCommit,
  PruneOptions,
  PruneResult,
  ScoreToAdd,
  StateStore,
  Store,
  StoreCapabilities,
  StoreCheck,
} from './contracts/store.js';
export {
  type TransferCounts,
  type TransferDelivery,
  type TransferPage,
  type TransferPart,
  type TransferRead,
  type TransferRows,
  type TransferStep,
  type TransferStore,
  type TransferStory,
  transferCounts,
  transferParts,
} from './contracts/transfer.js';
export { type DisabledSink, disabledSink, disabledSinks, disableSink, enableSink } from './delivery/disabled-sink.js';
export { type DrainOptions, drain } from './delivery/drain.js';
export type { Drained } from './delivery/drain-sink.js';
export { type AnnouncementFacts, notify } from './delivery/outbox.js';
export { type Digest, digestOf } from './digest/digest.js';
export { type Disposition, dispositionOf, dispositions, type ErrorCode, errorCodes } from './errors/codes.js';
export { toError } from './errors/coerce.js';
export { type FailoverAttempt, FailoverError } from './errors/failover-error.js';
export { type Driver, importDriver, toDriverError } from './errors/import-driver.js';
export { IngestError, type IngestErrorOptions } from './errors/ingest-error.js';
export { SinkError, type SinkErrorCode, type SinkErrorOptions } from './errors/sink-error.js';
export { type LimitWindow, limitWindows, SourceError, type SourceErrorOptions } from './errors/source-error.js';
export type { EventReader, IngestEvent } from './events.js';
export { tellAll } from './events.js';
export type { DifferingWords } from './identity/differing-words.js';
export {
  type ExplainedArticle,
  type ExplainedNeighbour,
  type ExplainedStory,
  explainStory,
} from './identity/explain-story.js';
export type { HeadlineFacts } from './identity/facts.js';
export { type Anchor, type Join, joinOf, type LookupPlace, lookupPlaces } from './identity/join.js';
export { dedupKey, IDENTITY_VERSION, type StoryInput, storyKey } from './identity/keys.js';
export {
  type LookupKeys,
  lookupDays,
  lookupKeys,
  mostAtOnePlace,
  type SoughtKey,
  soughtKeys,
} from './identity/lookup-keys.js';
export type { StoryRecord } from './identity/merge-article.js';
export type { Preference, Separation } from './identity/nearest-story.js';
export { type NormalisedHeadline, normaliseHeadline } from './identity/normalise-headline.js';
export type {
  Filing,
  GivenScore,
  IdentifiedArticle,
  Known,
  KnownArticle,
  NewArticle,
  PageConclusion,
  PageIdentities,
  PagePlan,
  PlacedPage,
  RetickeredArticle,
  RevisedArticle,
} from './identity/page.js';
export { articleIdentity, identifyUnknown, type PageToPlan, planPage } from './identity/place-page.js';
export { type PreparedArticle, prepareArticle, type StoryArticle } from './identity/prepare-article.js';
export { publisherFamily, publisherFamilyName } from './identity/publisher-family.js';
export {
  longestApartMs,
  type MatchRule,
  type MismatchReason,
  matchPrepared,
  type StoryMatch,
  sameStory,
} from './identity/same-story.js';
export { type StoryThen, storyAsOf } from './identity/story-as-of.js';
export { type ArticleHistory, type EarlierText, firstHeadline, type StoryHistory } from './identity/story-history.js';
export { mayBeOneWordApart } from './identity/word-numbers.js';
export {
  type MetricDefinition,
  type MetricName,
  metricNames,
  metrics,
  type Sample,
} from './metrics/catalogue.js';
export { samplesOf } from './metrics/event-samples.js';
export { type Standing, standingSamples } from './metrics/standing-samples.js';
export {
  type Alert,
  type AlertKind,
  type AlertNotification,
  type AlertSeverity,
  alert,
  alertKinds,
  alertKindsOfSources,
  alertNotification,
} from './model/alert.js';
export type { Article, QuarantinedItem } from './model/article.js';
export { type CollectionEvent, collectionEvent } from './model/collection-event.js';
export { type Message, message } from './model/message.js';
export { type Attribution, attribution, type NewsItem, newsItem, type Revision, revision } from './model/news-item.js';
export { type NewDataNotification, newDataNotification } from './model/notification.js';
export {
  type CollectionOutcome,
  collectionOutcome,
  collectionOutcomes,
  isSuccess,
  type RunOutcome,
  runOutcome,
} from './model/outcome.js';
export { type DedupKey, limits, type StoryKey } from './model/primitives.js';
export { type ErrorReport, type RunReport, runReport, type SourceReport } from './model/run-report.js';
export {
  labelOf,
  labelThreshold,
  type NativeSentiment,
  type NativeStatement,
  type SentimentLabel,
  type SentimentScore,
  type StoryScore,
  sentimentLabel,
  sentimentScore,
  type TickerStatement,
} from './model/sentiment.js';
export { type Gap, gap, type SourceState, sourceState, type Watermark, watermark } from './model/source-state.js';
export { type Ticker, ticker, toTicker } from './model/ticker.js';
export {
  type Admission,
  admit,
  type Breaker,
  type BreakerEvent,
  breakerRestMs,
  closedBreaker,
  failuresToOpen,
  nextBreaker,
  probeLengthMs,
  readBreaker,
} from './resilience/breaker.js';
export {
  createFailover,
  type Failover,
  type FailoverCandidate,
  type FailoverEvent,
  type FailoverOptions,
  type FailoverResult,
} from './resilience/failover.js';
export {
  consecutiveFailures,
  createFailureTracker,
  type FailureTracker,
  type FailureTrackerOptions,
  type FailureTrackerState,
  noFailures,
  type TrackedRun,
  type TrackerChange,
  trackRun,
} from './resilience/failure-tracker.js';
export { localRegisters } from './resilience/local-registers.js';
export {
  blockedUntil,
  correctQuota,
  emptyQuotaUse,
  markUsedUp,
  type QuotaLevel,
  type QuotaUse,
  quotaLevels,
  readQuotaUse,
  type Spending,
  spend,
} from './resilience/quota.js';
export { breakerPrefix, quotaPrefix, SourceGuard } from './resilience/source-guard.js';
export { isUsable, keyIdOf, unsetKeyOf } from './resilience/source-key.js';
export { type BeginOptions, beginRun, type RunToBegin } from './run/begin-run.js';
export { createIngest, type Ingest } from './run/create-ingest.js';
export { type DueRun, dueRun, type Tick } from './run/due-run.js';
export { type Job, jobId, jobKey, jobsOf, readJob } from './run/jobs.js';
export { leaseLengthMs, leaseRenewalMs, leaseTerm, type ProcessIdentity } from './run/lease-keeper.js';
export { Ledger } from './run/ledger.js';
export { type MadeShare, makeShare, type ShareOptions } from './run/make-share.js';
export { missedSlots } from './run/missed-slots.js';
export { type Mode, modes } from './run/modes.js';
export { onceADay } from './run/once-a-day.js';
export type { Reading } from './run/reading.js';
export { type Requeued, type RequeueOptions, requeue } from './run/requeue.js';
export { breakersOf, type FailedRun, mayRetry, type RetryQuestion, retryDelay } from './run/retry-run.js';
export { keepRun, type PastRun, type RunHistory, readRuns } from './run/run-history.js';
export {
  openShares,
  type RunShare,
  readShares,
  type SharedRun,
  type SharedRunState,
  wholeRun,
} from './run/run-share.js';
export { backfillLease, type IngestOptions, runLease, type Writes } from './run/settings.js';
export { type SkippedRun, skippedReport } from './run/skipped-report.js';
export { claimedSlot, claimSlot, type Slot, type SlotClaim } from './run/slot-claim.js';
export { cleanText, escapeForTerminal, escapeJsonForTerminal, plainText, safeUrl } from './security/clean-text.js';
export { csvField } from './security/csv-field.js';
export { noSecrets, type Redact, redactor } from './security/redact.js';
export { redactUrl } from './security/redact-url.js';
export { type SentimentAboutTicker, sentimentAbout, sourcesDisagree } from './sentiment/about-ticker.js';
export type { PageScores } from './sentiment/page-scores.js';
export { type Rescored, type RescoreOptions, rescore } from './sentiment/rescore.js';
export { askScorer } from './sentiment/scoring.js';
export { derivedScore, nativeScore, statementScore } from './sentiment/statement-score.js';
export { addsToScores, type StorySentiment, storySentiment } from './sentiment/story-sentiment.js';
export { compareText } from './text/compare-text.js';
export { type Deadline, startDeadline, untilAborted } from './time/deadline.js';
export { DAY_MS, dayNumber, fromIso, HOUR_MS, MINUTE_MS, parseInstant, toIso, utcDate } from './time/instant.js';
export { seededChance } from './time/seeded-chance.js';
export { systemChance, systemClock } from './time/system-clock.js';
export { isOver } from './time/term.js';
export { type CopyOptions, type CopyProgress, type CopyResult, copyStore } from './transfer/copy-store.js';
export { nothingCounted, withPage } from './transfer/count-page.js';
export { copyPrefix } from './transfer/place.js';
