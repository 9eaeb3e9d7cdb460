// Behaviour of the desk's pages: chart/table twins, polite drops, printing. Everything works without it.
const drops = (selector) => [...document.querySelectorAll(selector)];
const shut = (except) => drops('.nj-drop[open]').forEach((drop) => { if (drop !== except) drop.open = false; });

function showTwin(button) {
  const card = button.closest('section');
  card.querySelectorAll('[data-twin]').forEach((one) => one.setAttribute('aria-pressed', String(one === button)));
  card.querySelectorAll('[data-twin-pane]').forEach((pane) => { pane.hidden = pane.dataset.twinPane !== button.dataset.twin; });
}

document.addEventListener('click', (event) => {
  const twin = event.target.closest('[data-twin]');
  if (twin) showTwin(twin);
  if (event.target.closest('[data-print]')) window.print();
  shut(event.target.closest('.nj-drop'));
});

// Opening a drop puts the cursor into its field; the organisation list is asked for only then.
document.addEventListener('toggle', (event) => {
  const drop = event.target;
  if (!(drop instanceof HTMLDetailsElement) || !drop.open) return;
  drop.querySelector('.nj-panel input:not([type="hidden"])')?.focus();
  drop.dispatchEvent(new Event('nj:open'));
}, true);

// Esc closes the topmost drop and gives the focus back to its button.
document.addEventListener('keydown', (event) => {
  const open = document.querySelector('.nj-drop[open]');
  if (event.key !== 'Escape' || !open) return;
  open.open = false;
  open.querySelector('summary').focus();
});
