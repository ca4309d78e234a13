export { sinkCases } from './sink-cases.js';
export { sourceCases } from './source-cases.js';
export type { SourceCase, SourceSubject } from './source-subject.js';
export {
  missingTrouble,
  type ReceivedMessage,
  type SinkCase,
  type SinkReceiver,
  type SinkSubject,
  type Trouble,
  troubles,
} from './subject.js';
