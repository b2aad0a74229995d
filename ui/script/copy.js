// Shows the buttons that copy: the value of a text box, or the lines of a list of codes.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (navigator.clipboard === undefined) continue
  button.hidden = false
  button.addEventListener('click', () => copy(button))
}

async function copy(button) {
  const target = document.getElementById(button.dataset.copy ?? '')
  if (target === null) return
  await navigator.clipboard.writeText(textOf(target))
  const label = button.textContent
  button.textContent = button.dataset.copied ?? label
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('blur', () => (button.textContent = label), { once: true })
}

function textOf(target) {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return target.value
  const lines = [...target.querySelectorAll('li')]
  return lines.length === 0 ? (target.textContent ?? '') : lines.map((line) => line.textContent?.trim()).join('\n')
}
