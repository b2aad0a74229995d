/** Where browsers open no page: the "bad ports" of the Fetch standard (section 2.9) from 1024 on. */
const BLOCKED: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
])

/** Which of these ports no browser opens a page at. */
export function blockedPorts(ports: readonly number[]): readonly number[] {
  return ports.filter((port) => BLOCKED.has(port))
}
