// Runs in the page of a client: keeps, from its opening on, each state in which its cards were rendered, so that a test
// also sees what was shown for a moment only, and how many cards stood beside one another.
window.shownCards = [];

function note() {
  const cards = [...document.querySelectorAll('.ac-adaptiveCard')]
    .filter((card) => !card.parentElement?.closest('.ac-adaptiveCard'))
    .map((card) => card.innerText);
  const last = window.shownCards.at(-1);
  const same = last?.length === cards.length && last.every((text, index) => text === cards[index]);
  if (!same) window.shownCards.push(cards);
}

new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
