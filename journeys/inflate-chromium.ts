/** Unpacks the archives of the folder that is named into the temp folder of this process. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inflate } from '@sparticuz/chromium'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder with the archives.')
const archives = (await readdir(folder)).filter((name) => name.endsWith('.br'))
await Promise.all(archives.map((name) => inflate(join(folder, name))))
