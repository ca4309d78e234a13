export { sinkCases } from './sink-cases.js';
export { sourceCases } from './source-cases.js';
export { missingFeature, type SourceCase, type SourceFeature, type SourceSubject } from './source-subject.js';
export {
  missingTrouble,
  type ReceivedMessage,
  type SinkCase,
  type SinkReceiver,
  type SinkSubject,
  type Trouble,
  troubles,
} from './subject.js';
