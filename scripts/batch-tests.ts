import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How many test files a process runs: the more, the fewer load the same modules, and the fewer run side by side. */
const BATCH = 24

/** Of journeys in one world, each of which takes a minute. */
const BATCH_OF_JOURNEYS = 4

/** Files here start programs and stop them: each is a process of its own. */
const ALONE = /^(bench|model|processes|suite|connect\/test\/package)\b/

/** Milliseconds in which a batch has to be loaded; some files start processes while they load. */
const LONGEST_LOAD = 15 * 60_000

/**
 * One file after the other: what two load at once would be evaluated in the suite of the first. A file that does not come
 * to its end fails the batch, whatever ends the process.
 */
const LOAD = `
const left = new Set(files.map(([file]) => file))
process.on('exit', () => {
  if (left.size === 0) return
  console.error('These test files did not come to their end: ' + [...left].join(', '))
  process.exitCode = 1
})
const watchdog = setTimeout(() => process.exit(1), ${LONGEST_LOAD})
for (const [file, url] of files) {
  const { promise, resolve } = Promise.withResolvers()
  describe(file, () => {
    after(() => left.delete(file))
    return import(url).finally(resolve)
  })
  await promise
}
clearTimeout(watchdog)
`

/** Puts test files of one part together, in their order. The first of a batch decides where the batch comes. */
export function batchTests(files: readonly string[], root: string): string[][] {
  const batches: string[][] = []
  const open = new Map<string, string[]>()
  for (const file of files) {
    const [part = ''] = file.split('/')
    const alone = part === 'journeys' ? !sharesWorld(join(root, file)) : ALONE.test(file)
    const last = alone ? undefined : open.get(part)
    if (last && last.length < (part === 'journeys' ? BATCH_OF_JOURNEYS : BATCH)) {
      last.push(file)
    } else {
      const batch = [file]
      batches.push(batch)
      if (!alone) open.set(part, batch)
    }
  }
  return batches
}

/** A journey that takes parts away has a world of its own. */
function sharesWorld(path: string): boolean {
  return readFileSync(path, 'utf8').includes('await shareWorld(')
}

/**
 * Writes what runs a batch in one process, each file as a suite, one after the other: its hooks stay its own.
 *
 * @returns where the runner finds it
 */
export function writeBatch(batch: readonly string[], root: string, folder: string): string {
  const [first = ''] = batch
  if (batch.length === 1) return join(root, first)
  const urls = batch.map((file) => [file, pathToFileURL(join(root, file)).href])
  const place = join(folder, 'batches')
  mkdirSync(place, { recursive: true })
  const path = join(place, `${first.replaceAll('/', '-').replace(/\.test\.ts$/, '')}-and-more.test.mjs`)
  writeFileSync(path, `import { after, describe } from 'node:test'\n\nconst files = ${JSON.stringify(urls)}\n${LOAD}`)
  return path
}
