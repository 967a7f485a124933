export {
  createChannelServer,
  type ChannelAnswer,
  type ChannelRequest,
  type ChannelServer,
  type ChannelServerHabits,
  type Handled,
} from './channel-server.js';
export { createFakeClock, settle, type FakeClock } from './clock.js';
export { createDriver, type Driver } from './driver.js';
export { createBookFeed, type BookFeed, type FeedFrame } from './market/book-feed.js';
export { bookDifference, type ModelSides } from './market/difference.js';
export { withOtherDigit } from './market/fault.js';
export { createMarket, type Market } from './market/market.js';
export { BOOK_LENGTHS, BOOK_MODES, type BookMode } from './market/mode.js';
export {
  createModelBook,
  isDeletionRow,
  modelChecksum,
  modelChecksumText,
  type ModelBook,
  type ModelKind,
  type ModelLevel,
  type WireRow,
} from './market/model-book.js';
export { createFrameSource, createMutator, type FrameSource } from './frames.js';
export { createFakeNetwork, type FakeNetwork, type FakeSocket } from './network.js';
export {
  ANSWER_SHAPES,
  createNumberedFrames,
  type AnswerShape,
  type NumberedFrame,
  type NumberedFrames,
} from './numbered-frames.js';
export { createPatientClock } from './patient-clock.js';
export { quietPort } from './quiet-port.js';
export { createSeededRandom } from './random.js';
export { sharedLines } from './shared-file.js';
export { createTradesJudge, type ToldOfTrades, type TradesJudge, type TradesVerdict } from './trades-judge.js';
