// Keeps regions up to date: asks for the page that holds a region and puts its present state in
// place, until the server says that there is nothing left to wait for.
//
// What was served is compared, not what is shown: `times.js`, which runs later, writes instants in the reader's zone.
const served = new WeakMap()

for (const region of document.querySelectorAll('[data-live]')) {
  served.set(region, region.outerHTML)
  keep(region)
}

function keep(region) {
  const seconds = Number(region.dataset.liveEvery)
  setTimeout(() => refresh(region).then(keepWhileWaiting, () => keep(region)), seconds * 1000)
}

async function refresh(region) {
  if (document.hidden || isTypedIn(region)) return region
  const answer = await fetch(region.dataset.live, { headers: { accept: 'text/html' } })
  if (!answer.ok) return region
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const present = page.getElementById(region.id)
  if (present === null) {
    location.assign(answer.url) // the page has become another one: a login, or what was waited for
    return region
  }
  if (present.outerHTML === served.get(region)) return region
  const next = document.importNode(present, true)
  served.set(next, present.outerHTML)
  const focused = region.contains(document.activeElement) ? document.activeElement : null
  region.replaceWith(next)
  if (focused !== null) focusAgain(next, focused)
  return next
}

function isTypedIn(region) {
  return region.contains(document.activeElement) && document.activeElement.matches('input, select, textarea')
}

/** The same control where it is still there, the region itself where it has gone: Tab goes on from there. */
function focusAgain(region, { localName, textContent }) {
  const same = [...region.querySelectorAll(localName)].find((control) => control.textContent === textContent)
  if (same === undefined) region.tabIndex = -1
  const target = same ?? region
  target.focus({ preventScroll: true })
}

function keepWhileWaiting(region) {
  if (region.isConnected && region.hasAttribute('data-live')) keep(region)
}
