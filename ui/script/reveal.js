// Shows the buttons that make a password legible, and hides it again before it is sent.
for (const button of document.querySelectorAll('button[data-reveal]')) {
  const box = document.getElementById(button.dataset.reveal ?? '')
  if (!(box instanceof HTMLInputElement)) continue
  const { textContent: showLabel } = button
  const show = (legible) => {
    box.type = legible ? 'text' : 'password'
    button.textContent = legible ? button.dataset.hide : showLabel
  }
  button.hidden = false
  button.addEventListener('click', () => show(box.type === 'password'))
  box.form?.addEventListener('submit', () => show(false))
}
