import type { Hono } from 'hono'
import type { Site, SiteEnv } from '../site.ts'
import { addChangePassword } from './change-password.ts'
import { addForgotPassword } from './forgot-password.ts'
import { addResetPassword } from './reset-password.ts'

/** Changing a password, and getting back in without one. */
export function addPasswords(app: Hono<SiteEnv>, site: Site): void {
  addForgotPassword(app, site)
  addResetPassword(app, site)
  addChangePassword(app, site)
}
