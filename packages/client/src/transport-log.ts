import { isRight } from '@bitfinex-ws/machine';
import type { Frame, TransportFactory } from '@bitfinex-ws/transport';
import { LOG_FRAME } from './limits.js';
import type { Logger } from './options.js';
import { redact, redactUrl } from './redact.js';

/**
 * A transport that tells the logger (`debug`) of every socket, and of every frame in and out: shortened, without the secrets that
 * it names, and of a sensitive one nothing but that there was one.
 */
export const logTransport = (factory: TransportFactory, logger: Logger): TransportFactory => {
  let last = 0;
  return (request) => {
    const socket = ++last;
    const say = (text: string, facts: Readonly<Record<string, unknown>>): void => {
      try {
        logger.debug?.({ socket, ...facts }, text);
      } catch {
        // A logger that throws has nobody to be told to.
      }
    };
    const transport = factory({
      ...request,
      onFrame: (frame, together) => {
        say('frame in', { bytes: frame.length, frame: shown(frame) });
        request.onFrame(frame, together);
      },
    });
    say('socket', { url: redactUrl(request.url) });
    transport.done.then(
      ({ by, code, reason }) => say('socket gone', { by, code, reason }),
      () => say('socket gone', {}),
    );
    return {
      connect: transport.connect,
      close: transport.close,
      done: transport.done,
      buffered: transport.buffered,
      send: (frame, options) => {
        const sent = transport.send(frame, options);
        const text = options?.sensitive === true ? '(sensitive)' : shown(frame);
        say(isRight(sent) ? 'frame out' : 'frame not sent', { bytes: frame.length, frame: text });
        return sent;
      },
    };
  };
};

/** The beginning of a frame. It is looked at a little further than it is shown, so that a secret does not end where it is cut. */
const shown = (frame: Frame): string => {
  const start =
    typeof frame === 'string'
      ? frame.slice(0, 2 * LOG_FRAME)
      : new TextDecoder().decode(frame.subarray(0, 2 * LOG_FRAME));
  const text = redact(start);
  return text.length > LOG_FRAME || frame.length > start.length ? `${text.slice(0, LOG_FRAME)}…` : text;
};
