export { sinkCases } from './sink-cases.js';
export {
  missingTrouble,
  type ReceivedMessage,
  type SinkCase,
  type SinkReceiver,
  type SinkSubject,
  type Trouble,
  troubles,
} from './subject.js';
