export { createNonceSource, nextNonce, type NonceLease, type NonceSource, type NonceStore } from './nonce.js';
export { signingText, type Signer } from './signer.js';
export {
  buildAuthRequest,
  buildTokenAuthRequest,
  type AuthFacts,
  type AuthRequest,
  type AuthWishes,
  type SignedAuthRequest,
  type TokenAuthRequest,
  type TokenFacts,
} from './request.js';
export { login } from './login.js';
export type { ConnectionId, LoginEffect, LoginInput, LoginNews, LoginState } from './login-contract.js';
export { resolveLoginOptions, type LoginConfig, type LoginOptions, type LoginProof } from './options.js';
export { permits, type Capabilities } from './capabilities.js';
export { LOGIN_TIMEOUT_MS, MAX_NONCE, NONCE_RAISES_US } from './limits.js';
export {
  explainAuthError,
  isRetryableAuthError,
  type AuthError,
  type NonceFileReason,
  type NonceHolder,
} from './errors.js';
