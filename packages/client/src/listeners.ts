/** Stops what it was given for; calling it a second time does nothing. */
export type Disposer = () => void;

/** The members of a union that can have this type; of those with several types, with this one. */
export type OfType<Event extends { readonly type: string }, Type extends string> = Event & { readonly type: Type };

/** Listeners by type. One that throws hurts neither the others nor whoever emits. */
interface Listeners<Event extends { readonly type: string }> {
  readonly on: <Type extends Event['type']>(
    type: Type,
    listener: (event: OfType<Event, NoInfer<Type>>) => void,
  ) => Disposer;
  readonly emit: (event: Event) => void;
  /** Whether anybody listens to this type. */
  readonly has: (type: Event['type']) => boolean;
  readonly clear: () => void;
}

/** Makes an empty table of listeners; `onDefect` hears of those that throw or are rejected. */
export const createListeners = <Event extends { readonly type: string }>(
  onDefect: (defect: unknown, type: string) => void,
): Listeners<Event> => {
  // Typed as answering nothing, a listener may still be asynchronous, and its promise may be rejected.
  type Listener = (event: Event) => unknown;
  // Lists are replaced, never changed: a listener may come or go while one is being walked.
  const byType = new Map<string, ReadonlyArray<Listener>>();
  return {
    on: (type, listener) => {
      // Only events of this type are ever handed to the listeners under its name.
      const own: Listener = (event): unknown => listener(event as Parameters<typeof listener>[0]);
      byType.set(type, [...(byType.get(type) ?? []), own]);
      return () => {
        const left = (byType.get(type) ?? []).filter((other) => other !== own);
        if (left.length > 0) byType.set(type, left);
        else byType.delete(type);
      };
    },
    emit: (event) => {
      const listeners = byType.get(event.type);
      if (listeners === undefined) return;
      for (const listener of listeners) {
        try {
          const answer = listener(event);
          if (isThenable(answer)) answer.then(undefined, (defect) => onDefect(defect, event.type));
        } catch (defect) {
          onDefect(defect, event.type);
        }
      }
    },
    has: (type) => byType.has(type),
    clear: () => byType.clear(),
  };
};

/** Whatever has a `then`: a promise of another library, or of another realm, is no `Promise` of this one. */
const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
