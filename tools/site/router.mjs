// Addresses that say where a page comes from: docs/TRADING.html, packages/client/createClient.html, examples/01-live-book.html.
import { KindRouter } from 'typedoc';

/** What the router looks up: the page of a document, by its reflection. */
export const routerOf = (documents) =>
  class extends KindRouter {
    getIdealBaseName(reflection) {
      const page = documents.find((each) => each.reflection === reflection);
      if (page !== undefined) return page.address;
      const parts = [];
      for (let at = reflection; at && !at.isProject(); at = at.parent) {
        parts.unshift(
          at.parent?.isProject() ? at.name.replace('@bitfinex-ws/', 'packages/') : at.name.replaceAll(/[^\w$-]/g, '_'),
        );
      }
      return parts.join('/');
    }
  };
