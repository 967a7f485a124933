import type { AccountMessage } from '@bitfinex-ws/protocol';
import type { Clock } from '@bitfinex-ws/machine';
import { createTimers } from '@bitfinex-ws/machine';
import {
  createAccountViews,
  type AccountViews,
  type ViewEffect,
  type ViewInput,
  type ViewNews,
} from '@bitfinex-ws/trading';
import type { AccountConfig } from './account-options.js';

/** The views of an account as they run: their timers, and who hears of their news. */
interface ViewsRunner {
  readonly views: AccountViews;
  readonly tell: (input: ViewInput) => void;
  readonly receive: (socket: number, message: AccountMessage, at: number) => void;
  readonly close: (at: number) => void;
}

/** Makes views that know nothing yet. */
export const createViewsRunner = (
  config: AccountConfig,
  clock: Clock,
  ports: { readonly onNews: (news: ViewNews) => void; readonly turn: (work: () => void) => void },
): ViewsRunner => {
  const views = createAccountViews(config.views);
  const timers = createTimers(clock);

  const carryOut = (effects: ReadonlyArray<ViewEffect>): void => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'Announce':
          ports.onNews(effect.news);
          break;
        case 'StartTimer': {
          const { timer, ms } = effect;
          timers.start(timer, ms, () => ports.turn(() => tell({ type: 'TimerFired', timer, at: clock.now() })));
          break;
        }
        case 'StopTimer':
          timers.stop(effect.timer);
          break;
      }
    }
  };
  const tell = (input: ViewInput): void => carryOut(views.step(input));

  return {
    views,
    tell,
    receive: (socket, message, at) => carryOut(views.receive(socket, message, at)),
    close: (at) => {
      tell({ type: 'CloseAsked', at });
      timers.stopAll();
    },
  };
};
