// Keeps regions up to date: asks for the page that holds a region and puts its present state in
// place, until the server says that there is nothing left to wait for.
for (const region of document.querySelectorAll('[data-live]')) keep(region)

function keep(region) {
  const seconds = Number(region.dataset.liveEvery)
  setTimeout(() => refresh(region).then(keepWhileWaiting, () => keep(region)), seconds * 1000)
}

async function refresh(region) {
  if (document.hidden || region.contains(document.activeElement)) return region
  const answer = await fetch(region.dataset.live, { headers: { accept: 'text/html' } })
  if (!answer.ok) return region
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const present = page.getElementById(region.id)
  if (present === null) {
    location.assign(answer.url) // the page has become another one: a log-in, or what was waited for
    return region
  }
  if (present.outerHTML === region.outerHTML) return region
  const next = document.importNode(present, true)
  region.replaceWith(next)
  return next
}

function keepWhileWaiting(region) {
  if (region.isConnected && region.hasAttribute('data-live')) keep(region)
}
