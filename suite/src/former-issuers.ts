import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { DataFolder } from './data-folder.ts'

/**
 * Addresses at which the hub ran on this data before. Links are kept with their hub's issuer, and databases know whose
 * they are, so that parts are told its former names when the demo moves to other ports.
 */
export function formerIssuers(folder: DataFolder): readonly string[] {
  return existsSync(folder.issuers) ? readFileSync(folder.issuers, 'utf8').split('\n').filter(Boolean) : []
}

/** Notes the hub's present address for the next time; before a database is opened under it. */
export function noteIssuer(folder: DataFolder, issuer: string): void {
  const known = formerIssuers(folder)
  if (!known.includes(issuer)) writeFileSync(folder.issuers, [...known, issuer, ''].join('\n'))
}
