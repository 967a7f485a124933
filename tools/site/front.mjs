// The head of the front page: what this is, and the guides in the order in which they are read.
import { JSX } from 'typedoc';

const { createElement, Fragment, Raw } = JSX;

/** Nothing on any page but the first. */
export const frontHead = (context, summary, documents) => {
  if (context.page.url !== 'index.html') return createElement(Fragment, null);
  const link = ({ short, reflection }) => createElement('a', { href: context.urlTo(reflection) }, short);
  return createElement(
    'header',
    { class: 'front' },
    createElement('h1', null, 'bitfinex-ws'),
    createElement('div', { class: 'tsd-typography' }, createElement(Raw, { html: context.markdown(summary) })),
    createElement('nav', { 'aria-label': 'Guides' }, ...documents.filter(({ short }) => short).map(link)),
  );
};

/** The groups of the navigation stand open until the reader closes one. Before TypeDoc's own script, which keeps them so. */
export const openGroups = (groups) => {
  const script = `for (const group of ${JSON.stringify(groups)}) {
    const key = 'tsd-accordion-' + group;
    try { if (localStorage.getItem(key) === null) localStorage.setItem(key, 'true'); } catch { /* not kept here */ }
  }`;
  return createElement('script', null, createElement(Raw, { html: script }));
};
