/** Pictures that stand for a part or a module; a module without one of its own has `module`. */
export type MarkName = 'hub' | 'psa' | 'rmm' | 'docs' | 'module'

/** How one part presents itself. */
export interface Brand {
  name: string
  mark: MarkName
  /**
   * Hue of the accent, in degrees of OKLCH (0 to 360): 25 red, 70 amber, 145 green, 195 teal,
   * 262 blue, 300 violet. Lightness and chroma are fixed per theme, so that every hue keeps enough
   * contrast.
   */
  accentHue: number
  /** Mail address of the support; without it no message offers “Send to support”. */
  supportAddress?: string | undefined
}

/**
 * The brand's tokens as a stylesheet, and the hues of other parts' marks, so that each is seen in
 * its own colour on this part's pages. {@link assets} puts them into the one stylesheet that a page
 * links.
 *
 * @throws {RangeError} for a hue outside 0 to 360
 */
export function brandStylesheet(
  own: Pick<Brand, 'accentHue'>,
  others: readonly Pick<Brand, 'mark' | 'accentHue'>[] = [],
): string {
  const rules = others.map(({ mark, accentHue }) => `  .mark-${mark} {\n    --mark-hue: ${checkHue(accentHue)};\n  }\n`)
  return `@layer brand {\n  :root {\n    --accent-hue: ${checkHue(own.accentHue)};\n  }\n${rules.join('')}}\n`
}

function checkHue(hue: number): number {
  if (!(hue >= 0 && hue <= 360)) throw new RangeError(`An accent is a hue of 0 to 360 degrees, not ${hue}`)
  return hue
}
