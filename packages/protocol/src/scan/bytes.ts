/** The characters that a frame is made of, as bytes. */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const ZERO = 0x30;
export const NINE = 0x39;
export const OPEN = 0x5b;
export const CLOSE = 0x5d;
export const LOWER_A = 0x61;
export const LOWER_L = 0x6c;
export const LOWER_N = 0x6e;
export const LOWER_U = 0x75;
export const LOWER_Z = 0x7a;
