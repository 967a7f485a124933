/** What a row must look like to be read by a scanner. Masks have bit 0 for column 0. */
export interface RowShape {
  /** How many columns it has, all of them numbers. */
  readonly width: number;
  /** The columns that hold whole numbers from 0. */
  readonly whole: number;
  /** The columns that may be null. */
  readonly nullable: number;
  /** How many columns without a name may follow, all of them null. */
  readonly nameless: number;
}
