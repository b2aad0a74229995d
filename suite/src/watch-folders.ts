import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What a part reads when it starts; editors leave other files behind. */
const READ = /\.(?:ts|js|json|css|sql|svg)$/
const NOT_READ = /\.test\.ts$|(?:^|[/\\])(?:node_modules|dist)[/\\]/

interface Changes extends Disposable {
  /** Resolves at a change since the last {@link Changes.forget}. */
  next(): Promise<{ readonly path: string }>
  forget(): void
}

/** Watches folders of the repository for changes of what a part reads, until it is disposed of. */
export function watchFolders(folders: readonly string[]): Changes {
  let change = Promise.withResolvers<{ path: string }>()
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name !== null && READ.test(name) && !NOT_READ.test(name)) change.resolve({ path: join(folder, name) })
    }),
  )
  return {
    next: () => change.promise,
    forget: () => (change = Promise.withResolvers()),
    [Symbol.dispose]: () => watchers.forEach((watcher) => watcher.close()),
  }
}
