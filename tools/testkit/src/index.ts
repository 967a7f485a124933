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
export { createFrameSource, createMutator, type FrameSource } from './frames.js';
export { createFakeNetwork, type FakeNetwork, type FakeSocket } from './network.js';
export { createSeededRandom } from './random.js';
export { sharedLines } from './shared-file.js';
