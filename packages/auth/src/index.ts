export { createNonceSource, nextNonce, type NonceSource } from './nonce.js';
export { signingText, type Signer } from './signer.js';
export { buildAuthRequest, type AuthFacts, type AuthRequest, type AuthWishes } from './request.js';
export { login } from './login.js';
export type { ConnectionId, LoginEffect, LoginInput, LoginNews, LoginState } from './login-contract.js';
export { resolveLoginOptions, type LoginConfig, type LoginOptions } from './options.js';
export { permits, type Capabilities } from './capabilities.js';
export { LOGIN_TIMEOUT_MS, MAX_NONCE, NONCE_RAISES_US } from './limits.js';
export { explainAuthError, isRetryableAuthError, type AuthError } from './errors.js';
