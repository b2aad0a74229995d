/** The brand's words. */
export interface Names {
  readonly product: string
  readonly hub: string
}
