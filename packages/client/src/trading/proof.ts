import type { AuthError, LoginEffect, LoginInput, NonceLease, NonceStore, Signer } from '@bitfinex-ws/auth';
import { type Clock, isLeft, isRight, left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';

/** Gives a token for a login; it may take its time. Left, rejected or thrown: there is none. */
export type TokenSource = () => Promise<E.Either<AuthError, string>>;

/** Where the proof of a login comes from. The secret, the token, lie behind the functions. */
export interface Proofs {
  readonly signer: Signer;
  readonly token: TokenSource;
  readonly nonces: NonceStore;
}

/** Carries out what a login orders of signers, token makers and nonce stores. */
interface Prover {
  /** Whether the effect was one of those. */
  readonly run: (effect: LoginEffect, dispatch: (input: LoginInput) => void) => boolean;
  /** Settles once every nonce that was taken is given back. */
  readonly released: () => Promise<void>;
}

/** None of what is asked here may throw or reject; what does is a proof that is not to be had, and is told to `onDefect`. */
export const createProver = (
  proofs: Proofs,
  clock: Clock,
  onDefect: (defect: unknown, where: string) => void,
): Prover => {
  const leases = new Map<number, NonceLease>();
  const releasing = new Set<Promise<void>>();

  const guarded = <A>(
    where: string,
    ask: () => Promise<E.Either<AuthError, A>>,
    error: AuthError,
    onAnswer: (answer: E.Either<AuthError, A>) => void,
  ): void => {
    const failed = (defect: unknown): void => {
      onDefect(defect, where);
      onAnswer(left(error));
    };
    try {
      ask().then(onAnswer, failed);
    } catch (defect) {
      failed(defect);
    }
  };

  const take = (wanted: number, dispatch: (input: LoginInput) => void): void =>
    guarded(
      'nonces',
      () => proofs.nonces.take(wanted),
      UNREACHABLE,
      (answer) => {
        if (isLeft(answer)) {
          return dispatch({ type: 'NonceRefused', wanted, error: answer.left, at: clock.now() });
        }
        const { nonce } = answer.right;
        leases.set(nonce, answer.right);
        dispatch({ type: 'NonceTaken', wanted, nonce });
      },
    );
  const release = (nonce: number): void => {
    const lease = leases.get(nonce);
    leases.delete(nonce);
    if (lease === undefined) return;
    const released = lease.release().catch((defect: unknown) => onDefect(defect, 'nonces'));
    releasing.add(released);
    void released.then(() => releasing.delete(released));
  };

  return {
    run: (effect, dispatch) => {
      switch (effect.type) {
        case 'TakeNonce':
          take(effect.atLeast, dispatch);
          return true;
        case 'ReleaseNonce':
          release(effect.nonce);
          return true;
        case 'Sign': {
          const { nonce } = effect;
          guarded(
            'signer',
            () => proofs.signer(effect.text),
            NO_SIGNATURE,
            (answer) =>
              isRight(answer)
                ? dispatch({ type: 'Signed', nonce, signature: answer.right })
                : dispatch({ type: 'SigningFailed', nonce, error: answer.left, at: clock.now() }),
          );
          return true;
        }
        case 'AskToken': {
          const { nonce } = effect;
          guarded('token', proofs.token, NO_TOKEN, (answer) =>
            isRight(answer)
              ? dispatch({ type: 'TokenGiven', nonce, token: answer.right })
              : dispatch({ type: 'TokenFailed', nonce, error: answer.left, at: clock.now() }),
          );
          return true;
        }
        case 'SendAuth':
        case 'StartTimer':
        case 'StopTimer':
        case 'Announce':
          return false;
      }
    },
    released: async () => {
      await Promise.all(releasing);
    },
  };
};

const UNREACHABLE: AuthError = { _tag: 'NonceUnavailable', reason: 'unreachable' };
const NO_SIGNATURE: AuthError = { _tag: 'SigningFailed', reason: 'unavailable' };
const NO_TOKEN: AuthError = { _tag: 'TokenFailed', reason: 'unavailable' };
