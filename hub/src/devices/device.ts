import { DAY } from '../clock.ts'

/** Milliseconds after which a browser that an account was not logged in with is a stranger again. */
export const DEVICE_LIFETIME = 365 * DAY
