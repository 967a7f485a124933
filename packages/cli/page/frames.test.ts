import { drawWithFrames } from './frames.js';

describe('drawing with the frames of the display', () => {
  let frame: (at: number) => void;
  let spent = 0;
  const drawn: string[] = [];
  const job = (name: string, everyMs: number, costMs = 0) => ({
    everyMs,
    run: () => {
      drawn.push(name);
      spent += costMs;
    },
  });
  /** What is drawn with the frame at this time, ms. */
  const at = (ms: number): ReadonlyArray<string> => {
    frame(ms);
    return drawn.splice(0);
  };
  beforeEach(() => {
    spent = 0;
    globalThis.requestAnimationFrame = (callback) => {
      frame = callback;
      return 0;
    };
    jest.spyOn(performance, 'now').mockImplementation(() => spent);
  });
  afterEach(() => jest.restoreAllMocks());

  test('each is drawn as often as it asks for, and no more', () => {
    drawWithFrames([job('book', 30), job('tape', 100)]);
    expect([at(0), at(16), at(32), at(48), at(112)]).toEqual([['book', 'tape'], [], ['book'], [], ['book', 'tape']]);
  });

  test('of heavy ones there is one a frame, and the frame after it is left to the book', () => {
    const heavy = { heavy: true } as const;
    drawWithFrames([job('book', 0), { ...job('depth', 100), ...heavy }, { ...job('candles', 100), ...heavy }]);
    expect([at(0), at(16), at(32), at(48)]).toEqual([['book', 'depth'], ['book'], ['book', 'candles'], ['book']]);
  });

  test('where a frame has taken long already, the rest waits for the next; the book never does', () => {
    drawWithFrames([job('book', 30, 20), job('tape', 100), job('quote', 500)]);
    expect([at(0), at(16), at(32)]).toEqual([['book'], ['tape', 'quote'], ['book']]);
  });

  test('where no frame leaves time for the rest, one of it is drawn with each, the longest due first', () => {
    drawWithFrames([job('book', 30, 20), job('tape', 100), { ...job('candles', 250), heavy: true }, job('quote', 500)]);
    const told = [0, 40, 80, 120, 160, 200].map(at);
    expect(told).toEqual([
      ['book'],
      ['book', 'tape'],
      ['book', 'candles'],
      // It leaves the frame after it to the book.
      ['book'],
      ['book', 'quote'],
      ['book', 'tape'],
    ]);
  });
});
