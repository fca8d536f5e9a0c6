// @ts-check
/** What a reader does on the page of a derivation: unfold, choose a theme, follow links between the panes. */
(() => {
  'use strict';

  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) =>
    /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  const find = (/** @type {string} */ id) => document.getElementById(id);

  // Folding

  const folds = () => /** @type {HTMLDetailsElement[]} */ (all('main details'));

  /** Opens all that an element is folded in. */
  function reveal(/** @type {Element} */ element) {
    for (
      let fold = element.closest('details');
      fold;
      fold = fold.parentElement?.closest('details') ?? null
    ) {
      fold.open = true;
    }
  }

  function toggleFolds() {
    const open = !folds().some((fold) => fold.open);
    for (const fold of folds()) fold.open = open;
    nameFoldButton();
  }

  function nameFoldButton() {
    const button = find('fold');
    if (button) button.textContent = folds().some((fold) => fold.open) ? 'Fold all' : 'Unfold all';
  }

  function revealTarget() {
    const target = find(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    reveal(target);
    target.scrollIntoView({ block: 'nearest' });
  }

  /** Print shows all, and leaves the screen as it was. */
  function openForPrint() {
    const closed = folds().filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
    addEventListener('afterprint', () => closed.forEach((fold) => (fold.open = false)), {
      once: true,
    });
  }

  // Theme

  const themes = ['system', 'light', 'dark'];
  const key = 'fluxion-theme';

  function showTheme(/** @type {string} */ theme) {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    const button = find('theme');
    if (button) button.textContent = `Theme: ${theme}`;
  }

  /** A browser may keep nothing for a page that is a file. */
  function kept() {
    try {
      return localStorage.getItem(key) ?? 'system';
    } catch {
      return 'system';
    }
  }

  function nextTheme() {
    const now = document.documentElement.dataset['theme'] ?? 'system';
    const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'system';
    showTheme(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // The theme holds for this visit.
    }
  }

  // Links between the panes

  /** @type {Map<Element, Set<Element>>} */
  const links = new Map();

  function link(/** @type {Element} */ from, /** @type {Element} */ to) {
    links.set(from, (links.get(from) ?? new Set()).add(to));
  }

  for (const element of all('[data-links]')) {
    for (const id of (element.dataset['links'] ?? '').split(' ')) {
      const other = find(id);
      if (!other) continue;
      link(element, other);
      link(other, element);
    }
  }

  /** The innermost element around a place that has links. */
  function linkedAt(/** @type {EventTarget | null} */ place) {
    let element = place instanceof Element ? place : null;
    while (element && !links.has(element)) element = element.parentElement;
    return element;
  }

  /** @type {Element | null} */
  let chosen = null;
  /** @type {Element | null} */
  let shown = null;

  function show(/** @type {Element | null} */ element) {
    if (element === shown) return;
    shown = element;
    for (const each of all('.linked')) each.classList.remove('linked');
    if (!element) return;
    element.classList.add('linked');
    for (const other of links.get(element) ?? []) other.classList.add('linked');
  }

  /** Scrolls what is linked into sight in the panes, which leaves the page where it is. */
  function scrollPanes(/** @type {Element} */ element) {
    for (const pane of all('.listing')) {
      if (pane.contains(element) || pane.scrollHeight <= pane.clientHeight) continue;
      const line = [...(links.get(element) ?? [])].find((other) => pane.contains(other));
      if (!(line instanceof HTMLElement)) continue;
      pane.scrollTop += line.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
    }
  }

  function choose(/** @type {Element | null} */ element) {
    chosen?.classList.remove('chosen');
    chosen = element;
    chosen?.classList.add('chosen');
    show(element);
    if (element) scrollPanes(element);
    showTrail(element);
  }

  /** Every link of what is chosen, to go there. */
  function showTrail(/** @type {Element | null} */ element) {
    const trail = find('trail');
    if (!trail) return;
    const others = element ? [...(links.get(element) ?? [])] : [];
    trail.hidden = others.length === 0;
    trail.replaceChildren(
      ...others.sort(inOrder).flatMap((other, k) => [...(k > 0 ? [' · '] : []), linkTo(other)]),
    );
  }

  const inOrder = (/** @type {Element} */ a, /** @type {Element} */ b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

  function linkTo(/** @type {Element} */ other) {
    const anchor = document.createElement('a');
    anchor.href = `#${other.id}`;
    anchor.textContent = labelOf(other);
    return anchor;
  }

  const labelOf = (/** @type {Element} */ element) =>
    element.getAttribute('aria-label') ??
    element.querySelector('[aria-label]')?.getAttribute('aria-label') ??
    element.id.replaceAll('-', ' ');

  // Keys

  const stops = 'main .tag';

  /** The addresses that the arrow keys move between, where one of them has the focus. */
  function stopsAround(/** @type {Element | null} */ place) {
    const list = place?.closest('.listing');
    if (list) return all('.at', list);
    return place?.matches(stops) ? all(stops).filter((stop) => stop.checkVisibility()) : [];
  }

  const moves = new Map([
    ['ArrowDown', 1],
    ['ArrowUp', -1],
  ]);

  function move(/** @type {KeyboardEvent} */ event) {
    const step = moves.get(event.key);
    const around = step === undefined ? [] : stopsAround(document.activeElement);
    if (step === undefined || around.length === 0) return;
    const at = around.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = around[at + step];
    event.preventDefault();
    if (!next) return;
    if (next.closest('.listing')) rove(next);
    next.focus();
  }

  /** One line of a listing is a stop of the tab key, and the arrows change which. */
  function rove(/** @type {HTMLElement} */ to) {
    for (const at of all('.at', to.closest('.listing') ?? document))
      at.tabIndex = at === to ? 0 : -1;
  }

  // What does not fit its box scrolls, and so must take the focus.
  function markScrolling() {
    for (const box of all('.left, .right, .scroll')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  }

  for (const list of all('.listing')) {
    const first = all('.at', list)[0];
    if (first) rove(first);
  }
  showTheme(kept());
  nameFoldButton();
  markScrolling();
  revealTarget();
  for (const tools of all('.tools')) tools.hidden = false;
  find('theme')?.addEventListener('click', nextTheme);
  find('fold')?.addEventListener('click', toggleFolds);
  addEventListener('toggle', () => (nameFoldButton(), markScrolling()), true);
  addEventListener('resize', markScrolling);
  addEventListener('hashchange', revealTarget);
  addEventListener('beforeprint', openForPrint);
  addEventListener('pointerover', (event) => show(linkedAt(event.target) ?? chosen));
  addEventListener('focusin', (event) => show(linkedAt(event.target) ?? chosen));
  addEventListener('focusout', () => show(chosen));
  addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('#trail, button, summary')) return;
    choose(linkedAt(event.target));
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') choose(null);
    else move(event);
  });
})();
