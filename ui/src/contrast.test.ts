import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

type Theme = 'light' | 'dark'

const css = readFileSync(new URL('../css/tokens.css', import.meta.url), 'utf8')
const hues = Array.from({ length: 73 }, (_, step) => step * 5)

/** What stands on what. WCAG 2.2 asks 4.5 for text (1.4.3) and 3 for the edges of controls (1.4.11). */
const pairs: readonly (readonly [foreground: string, backgrounds: readonly string[], least: number])[] = [
  ['text', ['ground', 'surface', 'raised', 'sunken', 'accent-soft', 'good-soft', 'bad-soft', 'warning-soft'], 7],
  ['text-muted', ['ground', 'surface', 'raised', 'sunken', 'good-soft', 'bad-soft', 'warning-soft'], 4.5],
  ['accent', ['ground', 'surface', 'raised', 'sunken', 'accent-soft'], 4.5],
  ['accent-strong', ['ground', 'surface', 'raised', 'sunken'], 4.5],
  ['on-accent', ['accent', 'accent-strong'], 4.5],
  ['good', ['ground', 'surface', 'good-soft'], 4.5],
  ['bad', ['ground', 'surface', 'bad-soft'], 4.5],
  ['warning', ['ground', 'surface', 'warning-soft'], 4.5],
  ['on-deep', ['danger', 'danger-strong'], 4.5],
  ['line-control', ['ground', 'surface'], 3],
  ['accent-deep', ['ground'], 3],
]

describe('the colours of the look', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [foreground, backgrounds, least] of pairs) {
      it(`${foreground} is legible on ${backgrounds.join(', ')} in ${theme}, whatever the brand's hue`, () => {
        for (const background of backgrounds) {
          for (const hue of hues) {
            const ratio = contrast(luminance(token(foreground, theme, hue)), luminance(token(background, theme, hue)))
            assert.ok(ratio >= least, `${foreground} on ${background} at hue ${hue}: ${ratio.toFixed(2)} < ${least}`)
          }
        }
      })
    }
  }
})

/** Lightness, chroma and hue of a token, as `tokens.css` has it. */
function token(name: string, theme: Theme, hue: number): readonly [number, number, number] {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? ''
  const colours = value.match(/oklch\((?:var\([^)]*\)|[^()])*\)/g) ?? []
  const colour = colours[theme === 'dark' ? colours.length - 1 : 0] ?? ''
  const [lightness, chroma, angle] =
    colour
      .replace('var(--accent-hue)', String(hue))
      .match(/[\d.]+/g)
      ?.map(Number) ?? []
  assert.ok(lightness !== undefined && chroma !== undefined && angle !== undefined, `--${name} is no colour`)
  return [lightness, chroma, angle]
}

/** Relative luminance (WCAG) of an OKLCH colour, clipped to sRGB as browsers do. */
function luminance([lightness, chroma, hue]: readonly [number, number, number]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function clip(channel: number): number {
  return Math.min(1, Math.max(0, channel))
}
