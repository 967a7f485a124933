export type { RecordedFrame } from './recording.js';
