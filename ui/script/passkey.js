// Shows the forms that a passkey answers, and asks for it when one is sent.
const credentialFor = {
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  if (window.PublicKeyCredential?.parseRequestOptionsFromJSON === undefined) continue
  const form = place.querySelector('form')
  place.querySelector('[data-otherwise]')?.remove()
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void ask(place, form)
  })
}

async function ask(place, form) {
  const button = form.querySelector('button')
  place.querySelector('[role=status]')?.remove()
  button.disabled = true
  try {
    const answer = await fetch(form.action, { headers: { accept: 'application/json' } })
    if (!answer.ok || answer.redirected) return location.assign(form.action) // says why, or leads to what is due
    const credential = await credentialFor[place.dataset.passkey](await answer.json())
    form.elements.passkey.value = JSON.stringify(credential)
    form.submit()
  } catch {
    form.before(place.querySelector('template').content.cloneNode(true)) // cancelled, or not to be had
  } finally {
    button.disabled = false
  }
}
