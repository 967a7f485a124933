/** What a key may do, scope by scope (`orders`, `wallets`, `withdraw` …); scopes that are new to this toolkit included. */
export type Capabilities = Readonly<Record<string, { readonly read: boolean; readonly write: boolean }>>;

/** Whether a key may read or write in a scope; null where the server did not say. */
export const permits = (caps: Capabilities | null, scope: string, access: 'read' | 'write'): boolean | null =>
  caps !== null && Object.hasOwn(caps, scope) ? (caps[scope]?.[access] ?? null) : null;
