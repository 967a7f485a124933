/** Tags as a scanner reads them: their bytes in one number. */
export const HB = 0x6862;
export const CS = 0x6373;
export const TE = 0x7465;
export const TU = 0x7475;
export const FTE = 0x667465;
export const FTU = 0x667475;
