/** A first-in, first-out store whose ends are both O(1). It grows by doubling and gives its room back when it is empty. */
interface Ring<A> {
  readonly push: (item: A) => void;
  /** Takes the oldest item; undefined where there is none. */
  readonly shift: () => A | undefined;
  readonly size: () => number;
  readonly clear: () => void;
}

/** Slots of a ring that holds little; always a power of two. */
const FEWEST = 16;
/** A ring with more slots than this gives them back when it is empty. */
const MOST_KEPT = 1_024;

/** Makes an empty ring. An array would do, but for its `shift`, which moves what is left once there is much of it. */
export const createRing = <A>(): Ring<A> => {
  let slots = new Array<A | undefined>(FEWEST);
  let head = 0;
  let size = 0;

  const clear = (): void => {
    slots = new Array<A | undefined>(FEWEST);
    head = 0;
    size = 0;
  };
  const grow = (): void => {
    const wider = new Array<A | undefined>(slots.length * 2);
    for (let index = 0; index < size; index++) wider[index] = slots[(head + index) & (slots.length - 1)];
    slots = wider;
    head = 0;
  };

  return {
    push: (item) => {
      if (size === slots.length) grow();
      slots[(head + size) & (slots.length - 1)] = item;
      size++;
    },
    shift: () => {
      if (size === 0) return undefined;
      const item = slots[head];
      // What was taken must not be kept alive by its slot.
      slots[head] = undefined;
      head = (head + 1) & (slots.length - 1);
      size--;
      if (size === 0 && slots.length > MOST_KEPT) clear();
      return item;
    },
    size: () => size,
    clear,
  };
};
