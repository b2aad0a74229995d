import { timingSafeEqual } from 'node:crypto'
import { tidyCode } from '@lanyard/text'
import { HOTP, Secret } from 'otpauth'
import { SECOND } from '../../clock.ts'
import type { Instant } from '../../clock.ts'

/** What every common app takes (A6): SHA-1, 6 digits, 30 seconds. */
const FORM = { algorithm: 'SHA1', digits: 6 } as const
export const STEP = 30 * SECOND

/** Clocks differ, and people are slow: the step before and the step after are taken too. */
const WINDOW = 1

export function stepAt(now: Instant): number {
  return Math.floor(now / STEP)
}

export function codeOf(secret: Uint8Array<ArrayBuffer>, step: number): string {
  return HOTP.generate({ ...FORM, secret: new Secret({ buffer: secret.slice().buffer }), counter: step })
}

/** The steps around now whose code this is, lowest first; empty for a wrong one. However it was copied or grouped. FT1. */
export function stepsOf(secret: Uint8Array<ArrayBuffer>, code: string, now: Instant): readonly number[] {
  const typed = Buffer.from(tidyCode(code))
  const current = stepAt(now)
  const steps = Array.from({ length: 2 * WINDOW + 1 }, (_, index) => current - WINDOW + index)
  return steps.filter((step) => {
    const right = Buffer.from(codeOf(secret, step))
    return right.length === typed.length && timingSafeEqual(right, typed)
  })
}

/** Seconds until an app shows the first code that comes after a used step; 0 when it shows it already. */
export function secondsUntilAfter(step: number, now: Instant): number {
  return Math.max(0, Math.ceil(((step + 1) * STEP - now) / SECOND))
}
