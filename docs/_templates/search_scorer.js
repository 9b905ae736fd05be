// What the search puts first: pages with such a title, then entries of the index, then pages by the part of the book.
// Terms of which the words are only a part come behind those that are what is searched.
var Scorer = {
  score: ([page, , anchor, , score, , kind]) => {
    if (kind === 'index' && anchor.startsWith('#term-') && score < 100) return score - 60;
    if (kind === 'index' || kind === 'object') return score;
    const part = page.split('/')[0];
    const behind = {front: 5, api: 5, back: 10, gallery: 20}[part] ?? 0;
    return score - behind + (kind === 'title' && !behind ? 100 : 0);
  },
  // All others as Sphinx has them.
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {0: 15, 1: 5, 2: -5},
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
