/** The codes of later `info` events. Source: https://docs.bitfinex.com/docs/ws-general */
export const INFO_CODES = {
  /** EVT_INFO: plain information. */
  INFO: 5000,
  /** EVT_STOP: the server stops or restarts; close and connect again with backoff. */
  STOP: 20051,
  /** EVT_RESYNC_START: data is stale until RESYNC_STOP, at most 120 s. */
  RESYNC_START: 20060,
  /** EVT_RESYNC_STOP: over; subscribe every channel again. */
  RESYNC_STOP: 20061,
} as const;
