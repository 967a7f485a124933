/** The element of that id, which index.html has. */
export const element = <E extends HTMLElement = HTMLElement>(id: string): E => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no #${id}`);
  return found as E;
};

/** Writes a text in place of the one that an element has, and touches nothing where it is the same. */
export const createText = (node: HTMLElement): ((text: string) => void) => {
  const inner = node.firstChild instanceof Text ? node.firstChild : node.appendChild(new Text(''));
  let written = inner.data;
  return (text) => {
    if (text === written) return;
    written = text;
    inner.data = text;
  };
};

/** A new element with a class, under a parent. */
export const appended = <K extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  tag: K,
  className = '',
): HTMLElementTagNameMap[K] => {
  const node = document.createElement(tag);
  if (className !== '') node.className = className;
  parent.append(node);
  return node;
};
