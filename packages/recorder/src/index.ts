export type { RecordedFrame } from './recording.js';
export { formatLine, parseLine } from './line.js';
export { recordTransport, REDACTED_FRAME, type RecordOptions } from './record.js';
export type { FrameSink, RecordingCounts, RecordingSink } from './sink.js';
export { pace, type PaceOptions } from './pace.js';
export {
  explainLineError,
  explainRecorderError,
  isRetryableRecorderError,
  type LineError,
  type RecorderError,
} from './errors.js';
