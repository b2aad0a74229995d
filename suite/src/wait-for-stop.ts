/** Milliseconds. A terminal and npm both pass a Ctrl-C on, so that one press may arrive twice. */
const samePress = 1_000
const parentPolling = 500

/**
 * Resolves when the suite is asked to stop: by a signal, or by ending npm, which leaves a shell between itself
 * and us that dies without passing the signal on.
 *
 * A signal while it is stopping ends it at once; the parts then leave by themselves.
 */
export function waitForStop(): Promise<'asked'> {
  const parent = process.ppid
  return new Promise((resolve) => {
    let askedAt: number | null = null
    const ask = () => {
      if (askedAt !== null && performance.now() - askedAt > samePress) process.exit(130)
      askedAt ??= performance.now()
      resolve('asked')
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)

    if (process.env['npm_lifecycle_event'] === undefined) return
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      ask()
    }, parentPolling)
    watch.unref()
  })
}
