import type { InputName, RequestFault } from '../scenario/fault.js';
import type { Dice } from '../market/random.js';
import type { Later } from './later.js';
import type { Manners } from './manners.js';

/** Carries an input out in its way; what acknowledges it goes through `acknowledge`. */
type Carry = (run: () => void) => void;

/** How the inputs of one connection are carried out, and how their acknowledgements come. */
interface InputWays {
  /** The way of the next input; null for one that is answered already, or never will be. */
  readonly of: (code: InputName, body: unknown) => Carry | null;
  /** Says an acknowledgement of the input that is being carried out, or does with it what is wrong with it. */
  readonly acknowledge: (say: () => void) => void;
}

/** What is needed to find ways. */
interface InputWayPorts {
  readonly manners: Pick<Manners, 'onRequest'>;
  readonly later: Later;
  readonly dice: Dice;
  /** Refuses the input. */
  readonly refuse: (code: InputName, body: unknown, fault: Extract<RequestFault, { readonly type: 'refuse' }>) => void;
  /** Says nothing any more; what happens afterwards goes unheard. */
  readonly mute: () => void;
  /** Resets the connection. */
  readonly cut: () => void;
}

/** Every input is carried out at once to begin with. */
export const createInputWays = ({ manners, later, dice, refuse, mute, cut }: InputWayPorts): InputWays => {
  let acknowledge: ((say: () => void) => void) | null = null;
  const under = (way: ((say: () => void) => void) | null, run: () => void): void => {
    acknowledge = way;
    run();
    acknowledge = null;
  };

  const behind = (run: () => void): void => {
    const held: (() => void)[] = [];
    under((say) => void held.push(say), run);
    for (const say of held) say();
  };

  return {
    of: (code, body) => {
      const fault = manners.onRequest(code);
      switch (fault?.type) {
        case 'request-lost':
          return null;
        case 'refuse':
          refuse(code, body, fault);
          return null;
        case 'cut-before':
          cut();
          return null;
        case 'cut-after':
          return (run) => {
            mute();
            run();
            cut();
          };
        case 'ack-lost':
          return (run) => under(() => undefined, run);
        case 'ack-doubled':
          return (run) =>
            under((say) => {
              say();
              say();
            }, run);
        case 'ack-behind':
          return behind;
        case 'ack-late': {
          const [least, most] = typeof fault.ms === 'number' ? [fault.ms, fault.ms] : fault.ms;
          const ms = least + (most - least) * dice.next();
          if (fault.data === 'first') return (run) => under((say) => later.run(ms, say), run);
          return (run) => void later.run(ms, run);
        }
        default:
          return (run) => run();
      }
    },
    acknowledge: (say) => (acknowledge ?? ((plain) => plain()))(say),
  };
};
