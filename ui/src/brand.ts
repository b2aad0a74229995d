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
 * The brand's tokens as a stylesheet. {@link assets} puts them into the one stylesheet that a page links.
 *
 * @throws {RangeError} for a hue outside 0 to 360
 */
export function brandStylesheet({ accentHue }: Pick<Brand, 'accentHue'>): string {
  if (!(accentHue >= 0 && accentHue <= 360))
    throw new RangeError(`An accent is a hue of 0 to 360 degrees, not ${accentHue}`)
  return `@layer brand {\n  :root {\n    --accent-hue: ${accentHue};\n  }\n}\n`
}
