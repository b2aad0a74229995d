/**
 * Starts on the database of `argv` as the PSA of US does, and dies by SIGKILL once its owner is written, before any of
 * its tables is made.
 */
import process from 'node:process'
import type { Migration } from '../migrate.ts'
import { openPartDatabase } from './open-part-database.ts'

const [location = ''] = process.argv.slice(2)
const source = {
  name: 'psa',
  get migrations(): readonly Migration[] {
    process.kill(process.pid, 'SIGKILL')
    return []
  },
}
await openPartDatabase({
  variable: 'LANYARD_DATABASE',
  location,
  owner: { part: 'psa', deployment: 'psa-us', issuer: 'https://id.example' },
  formerIssuers: [],
  sources: [source],
})
