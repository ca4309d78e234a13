export type { RecordingRules } from './locate.js';
export { openRecordings } from './open-recordings.js';
export { createRecorder, type Recorder, type RecorderOptions } from './record.js';
export { openRecording, type Recording } from './recording.js';
export { createReplayClock, type ReplayClock } from './replay-clock.js';
